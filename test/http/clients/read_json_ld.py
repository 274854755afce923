"""JSON-LD as RDF, by Debian's python3-rdflib: a SPARQL query finds every event by its name."""
import json
import sys
import urllib.request

import rdflib

asked = json.load(sys.stdin)
with urllib.request.urlopen(asked["url"]) as response:
    graph = rdflib.Graph().parse(data=response.read().decode(), format="json-ld")
query = "SELECT DISTINCT ?name WHERE { ?event a <https://schema.org/Event> ; <https://schema.org/name> ?name }"
names = {str(row.name) for row in graph.query(query)}
missing = [name for name in asked["events"] if name not in names]
if missing:
    sys.exit(f"SPARQL finds no event {missing[:3]} among {len(graph)} triples")
print(f"{len(graph)} triples, {len(names)} events by SPARQL")

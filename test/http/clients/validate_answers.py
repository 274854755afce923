"""Validates one response per schema with Debian's python3-jsonschema. Reads the URLs from standard input."""
import json
import sys
import urllib.error
import urllib.request

import jsonschema


def read(url):
    try:
        with urllib.request.urlopen(url) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        return json.load(error)


asked = json.load(sys.stdin)
store = {}
for name in asked["schemas"]:
    url = f"{asked['origin']}/v1/schemas/{name}.json"
    store[url] = read(url)
    jsonschema.Draft202012Validator.check_schema(store[url])
    if store[url]["$id"] != url:
        sys.exit(f"{name} has the $id {store[url]['$id']}, not {url}")

count = 0
for name, url in asked["urls"].items():
    schema = store[f"{asked['origin']}/v1/schemas/{name}.json"]
    resolver = jsonschema.RefResolver(schema["$id"], schema, store=store)
    validator = jsonschema.Draft202012Validator(schema, resolver=resolver, format_checker=jsonschema.FormatChecker())
    errors = [f"{name} {url}: {error.json_path} {error.message[:200]}" for error in validator.iter_errors(read(url))]
    if errors:
        sys.exit("\n".join(errors[:5]))
    count += 1
print(f"{count} answers, {len(store)} schemas")

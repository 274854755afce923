"""Atom by Debian's python3-feedparser: well-formed, with an id, a link and a date per entry."""
import json
import sys
import urllib.request

import feedparser

asked = json.load(sys.stdin)
with urllib.request.urlopen(asked["url"]) as response:
    feed = feedparser.parse(response.read())
if feed.bozo or not feed.entries:
    sys.exit(f"not well formed, or empty: {feed.get('bozo_exception')}")
for entry in feed.entries:
    if not (entry.id and entry.link and entry.updated_parsed):
        sys.exit(f"{entry.get('title')} has no id, link or date")
print(f"{feed.version}, {len(feed.entries)} entries")

"""iCalendar by Debian's python3-icalendar: one calendar event per dated event."""
import json
import sys
import urllib.request

import icalendar

asked = json.load(sys.stdin)
with urllib.request.urlopen(asked["url"]) as response:
    calendar = icalendar.Calendar.from_ical(response.read())
events = list(calendar.walk("VEVENT"))
if len(events) != asked["events"]:
    sys.exit(f"{len(events)} events, not {asked['events']}")
for event in events:
    if event.errors or not event.get("UID") or not event.get("DTSTART"):
        sys.exit(f"{event.get('SUMMARY')}: {event.errors}")
print(f"{len(events)} events")

# A story is seen as it would be read while it is written, and nothing of it is kept.
on a fresh server
as asel, programme officer
POST /api/facts {"title": "Profits of traffickers a year", "value": 150000000000, "unit": "money", "currency": "USD", "approximate": true, "source": {"title": "A report (fictional)", "publisher": "Invented Institute", "published_on": "2020-09-07"}} -> 201  fact = $.id
POST /api/testimonies {"title": "Ten years", "pseudonym": "Gulnara", "form": "text", "language": "en", "text": "I was never asked. (fictional)", "consent": {"given_on": "2026-05-02", "publications": ["bulletin_web"]}} -> 201  testimony = $.id
POST /api/editions {"titles": [{"language": "en", "text": "Voices (fictional)"}], "day": "2026-07-30", "languages": ["en", "ky"]} -> 201  edition = $.id
POST /api/editions/{edition}/preview/en/story {"texts": [{"language": "en", "title": "What it costs", "body": "## Money\n\nThey take {figure:{fact}} a year.\n\n{testimony:{testimony}}", "reviewed": false}]} -> 200  $.title == "What it costs"  $.blocks[0].kind == "heading"  $.figures[0].source has "Invented Institute"  $.blocks[2].kind == "quote"  $.reviewed == false
POST /api/editions/{edition}/preview/en/story?for=paper {"texts": [{"language": "en", "title": "What it costs", "body": "{testimony:{testimony}}", "reviewed": false}]} -> 200  $ lacks "never asked"
# A figure's own words stand where nobody wrote better ones for the language, and never those meant for a third one.
given in_kyrgyz = {"figure": "{fact}", "labels": [{"language": "ky", "text": "Жылдык киреше"}], "sources": [{"language": "ky", "text": "Ойдон чыгарылган институт"}]}
POST /api/editions/{edition}/preview/en/story {"texts": [{"language": "en", "title": "X", "body": "They take {figure:{fact}} a year.", "reviewed": true}], "figures": [{in_kyrgyz}]} -> 200  $.figures[0].label == "Profits of traffickers a year"  $.figures[0].source has "Invented Institute"
POST /api/editions/{edition}/preview/ky/story {"texts": [{"language": "ky", "title": "X", "body": "They take {figure:{fact}} a year.", "reviewed": true}], "figures": [{in_kyrgyz}]} -> 200  $.figures[0].label == "Жылдык киреше"  $.figures[0].source == "Ойдон чыгарылган институт"
# Words may lack yet; what is there is read as strictly as when it is saved.
POST /api/editions/{edition}/preview/en/story {"texts": [{"language": "en", "title": "", "body": "A beginning", "reviewed": false}]} -> 200  $.blocks[0].runs[0].text == "A beginning"  $.title == ""
POST /api/editions/{edition}/preview/en/story {} -> 200  $.blocks.length == 0
POST /api/editions/{edition}/preview/en/story {"texts": [{"language": "en", "title": "", "body": "One\n\n[two](javascript:x)", "reviewed": false}]} -> 422  $.faults[*].code has "bulletin/text_invalid"  $.faults[*].field has "texts/0/body/3"
POST /api/editions/{edition}/preview/tg/story {} -> 404  $.code == "bulletin/language_unknown"
POST /api/editions/{edition}/preview/en/story?for=radio {} -> 422  $.field == "for"
POST /api/editions/{edition}/preview/en/story {"texts": [{"language": "en", "title": "X", "body": "{figure:{testimony}}", "reviewed": false}]} -> 422  $.code == "outreach/reference_unknown"
GET /api/editions/{edition}/stories -> 200  $.items.length == 0
# What another organisation counts, and who told it something, is not to be had by way of a preview.
as kamola, programme officer of another organisation
POST /api/editions/{edition}/preview/en/story {} -> 404  $.code == "bulletin/edition_not_found"
POST /api/editions {"titles": [{"language": "en", "text": "Theirs (fictional)"}], "day": "2026-09-30", "languages": ["en"]} -> 201  theirs = $.id
POST /api/editions/{theirs}/preview/en/story {"texts": [{"language": "en", "title": "", "body": "{testimony:{testimony}}", "reviewed": false}]} -> 422  $.code == "outreach/reference_unknown"
as daniyar, supervisor
POST /api/editions/{edition}/preview/en/story {} -> 403

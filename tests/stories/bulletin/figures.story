# Figures are references: corrected everywhere at once, and one without a source keeps an edition from coming out.
on a fresh server
as asel, programme officer
given reached = {"measure": "articles", "value": 6, "basis": "counted", "source": "Press office (fictional)"}
POST /api/measurements {reached} -> 201  figure = $.id  of_figure = header ETag
POST /api/measurements {"measure": "people_indirect", "value": 321, "basis": "estimated"} -> 201  bare = $.id  of_bare = header ETag
POST /api/facts {"title": "Profits of traffickers a year", "value": 150000000000, "unit": "money", "currency": "USD", "approximate": true, "source": {"title": "A report (fictional)", "publisher": "Invented Institute", "published_on": "2020-09-07"}} -> 201  fact = $.id
POST /api/editions {"titles": [{"language": "en", "text": "Figures (fictional)"}], "day": "2026-07-30", "languages": ["en"], "sections": [{"key": "all"}]} -> 201  edition = $.id
POST /api/editions/{edition}/stories?section=all {"texts": [{"language": "en", "title": "A campaign", "body": "It had {figure:{figure}} articles and reached {figure:{bare}} people.\n\n{figure:{fact}}", "reviewed": true}]} -> 201  story = $.id
# What is no figure, or is not there.
POST /api/editions/{edition}/stories {"texts": [{"language": "en", "title": "X", "body": "{figure:{edition}}", "reviewed": true}]} -> 422  $.code == "outreach/reference_unknown"  $.field == "texts/0/body"
POST /api/editions/{edition}/stories {"texts": [{"language": "en", "title": "X", "body": "{figure:7500}", "reviewed": true}]} -> 422  $.code == "bulletin/text_invalid"
GET /api/editions/{edition}/missing -> 200  $.lacks.length == 1  $.lacks[0].what == "label"  $.obstacles.length == 1  $.obstacles[0].code == "bulletin/figure_without_source"  $.obstacles[0].story == "{story}"  $.obstacles[0].what == "{bare}"
GET /api/editions/{edition} -> 200  tag = header ETag
POST /api/editions/{edition}/ask-review [If-Match: {tag}] -> 422  $.code == "bulletin/figure_without_source"  $.field == "stories/{story}/{bare}"
GET /api/editions/{edition}/preview/en -> 200  $.sections[0].stories[0].blocks[0].runs[1].text == "6"  $.sections[0].stories[0].blocks[0] lacks "321"  $.sections[0].stories[0].blocks[1].figure.source has "Invented Institute"
# With its source it is printed; corrected once, it is corrected in the text.
PUT /api/measurements/{bare} [If-Match: {of_bare}] {"measure": "people_indirect", "value": 321, "basis": "estimated", "source": "Press office (fictional)"} -> 200
PUT /api/measurements/{figure} [If-Match: {of_figure}] {"measure": "articles", "value": 7, "basis": "counted", "source": "Press office (fictional)"} -> 200
GET /api/editions/{edition}/preview/en -> 200  $.sections[0].stories[0].blocks[0].runs[1].text == "7"  $.sections[0].stories[0].blocks[0].runs[3].text has "321"  $.sections[0].stories[0].figures.length == 2
POST /api/editions/{edition}/ask-review [If-Match: {tag}] -> 200

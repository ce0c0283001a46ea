# What is published is a page for everybody, in seven languages; what is not, or not any more, shows nobody a figure.
on a fresh server
as jyldyz, administrator
GET /api/session -> 200  home = $.organisation.id
POST /api/users {"user_name": "burul", "name": "Burul Second", "role": "data_officer", "organisation": "{home}", "teams": []} -> 201  code = $.activation_code
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
as meerim, data officer
POST /api/datasets/imports?name=People from people.csv -> 202  import = $.import
until GET /api/datasets/imports/{import} -> 200  $.state == "done"  dataset = $.dataset
POST /api/lineages {"name": "page-people", "title": "People of the page", "epsilon": "8", "preset": "sdg-16-2-2"} -> 201  lineage = $.id
# A title that would be markup, were it not escaped; in two of seven languages.
given plan = {"titles": [{"language": "en", "text": "Helped <script>alert(1)</script> & \"found\""}, {"language": "ru", "text": "Кому помогли"}], "notes": [{"language": "en", "text": "Made up <b>all</b>."}], "lineage": "{lineage}", "source": {"kind": "dataset", "dataset": "{dataset}"}, "kind": "tables", "epsilon": "2", "length": 2}
POST /api/releases {plan} -> 201  release = $.id  tag = header ETag
# A draft has no page, for nobody.
GET /releases/{release}/en -> 404  header Content-Type has "text/html"  body lacks "Helped"
as nobody
GET /releases -> 200  header Content-Type has "text/html"  body has "No data have been published yet."
GET /releases/{release} -> 404
GET /releases/{release}/en -> 404  body lacks "Helped"
GET /releases/none/en -> 404
GET /releases/ru -> 200  body has "Опубликованные данные"
# Its way to the public, by two people.
as meerim
POST /api/releases/{release}/propose [If-Match: {tag}] -> 200  tag = header ETag
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/releases/{release}/approve [If-Match: {tag}] -> 200
until GET /api/releases/{release} -> 200  $.state == "made"  tag = header ETag
as kamola, of another organisation
GET /releases/{release}/en -> 404  body lacks "Helped"
as nobody
GET /releases/{release}/en -> 404  body lacks "Helped"
GET /releases -> 200  body lacks "Helped"
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/releases/{release}/publish [If-Match: {tag}] -> 200  tag = header ETag
as nobody
# The list, and the way from it to the page in the reader's language.
GET /releases -> 200  body has "Helped &lt;script&gt;alert(1)&lt;/script&gt; &amp; "  body lacks "<script"  body has "/releases/{release}/en"
GET /releases/{release} [Accept-Language: ru, en;q=0.5] -> 303  header Location == "/releases/{release}/ru"
GET /releases/{release} -> 303  header Location == "/releases/{release}/en"
GET /releases/{release}/en -> 200  etag = header ETag  header Content-Type has "text/html"  header Cache-Control == "public, max-age=60"  header Content-Security-Policy has "default-src 'none'"  header Content-Security-Policy lacks "unsafe"  header Set-Cookie == null
GET /releases/{release}/en [If-None-Match: {etag}] -> 304
GET /releases/{release}/en -> 200  body has "Helped &lt;script&gt;"  body lacks "<script"  body has "Made up &lt;b&gt;all&lt;/b&gt;."  body has "Fictional data"  body has "CTDC, IOM, 2021"  body has "sha256sum -c MANIFEST.sha256"  body has "<figure"  body lacks "Meerim"  body lacks "Burul"  body lacks "Internal"
GET /releases/{release}/ru -> 200  body has "Кому помогли"  body has "Что обещано"  body lacks "Helped"
# Without a title of its own the first one stands there, and says in which language.
GET /releases/{release}/kk -> 200  body has "lang=\"en\""  body has "Не уәде етіледі"
GET /releases/{release}/ky -> 200  body has "Эмне убада кылынат"
GET /releases/{release}/tg -> 200  body has "Чӣ ваъда дода мешавад"
GET /releases/{release}/tk -> 200  body has "Näme wada berilýär"
GET /releases/{release}/uz -> 200  body has "Nima vaʼda qilinadi"
GET /releases/{release}/xx -> 404
# What the page says of its files is what they are, and its links lead to them.
GET /api/published-releases/{release} -> 200  sum = $.files[0].sha256  first = $.files[0].name  manifest = $.manifest
GET /releases/{release}/en -> 200  body has "{sum}"  body has "{manifest}"  body has "/api/published-releases/{release}/files/{first}"
GET /api/published-releases/{release}/files/{first} -> 200
# Readers of the bulletin find the way.
GET /bulletins/en -> 200  body has "/releases/en"
# Withdrawn: the page says so and why, and has no figure any more.
as meerim
POST /api/releases/{release}/withdraw [If-Match: {tag}] {"note": "The years were <i>wrong</i>."} -> 200
as nobody
GET /releases/{release}/en -> 200  body has "Withdrawn on"  body has "The years were &lt;i&gt;wrong&lt;/i&gt;."  body lacks "<figure"  body lacks "{sum}"  body lacks "{manifest}"  body lacks "files/"  body lacks "<table"
GET /releases/{release}/ru -> 200  body has "Отозвано"  body has "wrong"  body lacks "<figure"
GET /releases -> 200  body has "Withdrawn on"  body has "The years were &lt;i&gt;wrong&lt;/i&gt;."

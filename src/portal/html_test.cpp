#include <doctest/doctest.h>

#include <string>

#include "portal/html.h"

namespace {

using namespace panoh::portal;

template <typename T>
concept CanBeAdded = requires(Html& html, T value) { html.add(value); };
// The promise of the builder: words are no markup, however they come.
static_assert(!CanBeAdded<std::string>);
static_assert(!CanBeAdded<std::string_view>);
static_assert(!CanBeAdded<const char*>);
static_assert(!std::is_constructible_v<Markup, std::string>);
static_assert(!std::is_constructible_v<Literal, std::string>);
static_assert(!std::is_constructible_v<Name, std::string>);
static_assert(CanBeAdded<Markup>);

std::string made(const auto& make)
{
    Html html;
    make(html);
    return html.done().text();
}

TEST_CASE("words become text, whatever signs they hold")
{
    const auto page = made([](Html& html) {
        html.element("p", {{"title", "a\"b'c<&"}}, "<script>alert('1')</script> & \"so\"\x01\x1b");
    });
    CHECK(page == "<p title=\"a&quot;b'c&lt;&amp;\">&lt;script&gt;alert('1')&lt;/script&gt; &amp; "
                  "&quot;so&quot;</p>");
}

TEST_CASE("an element ends where its guard does")
{
    const auto page = made([](Html& html) {
        const auto outer = html.open("ul", {{"class", "points"}});
        html.element("li", "one");
        html.empty("br");
    });
    CHECK(page == "<ul class=\"points\"><li>one</li><br></ul>");
}

TEST_CASE("a link leads to http, https, mailto, an own path or a place on the page, and nowhere else")
{
    for (const auto* good : {"https://example.org/a?b=c&d", "http://example.org", "HTTPS://example.org",
                             "mailto:office@example.org", "/bulletins/2021-07-30/ky", "#s3"})
        CHECK_MESSAGE(is_safe_address(good), good);
    for (const auto* bad :
         {"", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//example.org",
          "/\\example.org", " https://example.org", "java\nscript:alert(1)", "https://a b", "vbscript:x",
          "file:///etc/passwd", "https:", "https://", "http:", "ftp://example.org", "\thttps://example.org",
          "https://x\x01y", "blob:https://x", "example.org"})
        CHECK_MESSAGE(!is_safe_address(bad), bad);
    CHECK_FALSE(is_safe_address("https://" + std::string(3000, 'a')));
    CHECK(made([](Html& html) { html.element("a", {href("javascript:alert(1)")}, "x"); }) == "<a>x</a>");
    CHECK(made([](Html& html) { html.element("a", {href("/a?b=\"><i>")}, "x"); }) ==
          "<a href=\"/a?b=&quot;&gt;&lt;i&gt;\">x</a>");
}

TEST_CASE("a page loads from here only")
{
    CHECK(made([](Html& html) { html.empty("img", {source("https://example.org/pixel.png")}); }) == "<img>");
    CHECK(made([](Html& html) { html.empty("img", {source("/bulletins/pictures/a")}); }) ==
          "<img src=\"/bulletins/pictures/a\">");
}

TEST_CASE("XML closes its empty elements")
{
    Html xml(Html::Syntax::xml);
    xml.empty("link", {{"rel", "self"}});
    CHECK(xml.done().text() == "<link rel=\"self\"/>");
}

} // namespace

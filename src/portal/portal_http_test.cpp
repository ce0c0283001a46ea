#include <doctest/doctest.h>

#include <string>

#include "portal/portal_http.h"
#include "portal/style.h"
#include "portal/test_edition.h"

namespace {

using namespace panoh;

/// The routes over a shelf with three editions in seven languages.
struct House {
    portal::Published published{[](core::PictureId id) -> std::optional<portal::PictureFile> {
        if (id != portal::test_picture()) return std::nullopt;
        return portal::PictureFile{"image/png", "bytes"};
    }};
    portal::Paper paper;
    int drawn = 0;
    bool can_draw = true;
    std::string words_drawn;
    portal::Card card{[this](std::string_view title, std::string_view line,
                             std::string_view language) -> core::Result<core::Bytes> {
        ++drawn;
        if (!can_draw) return core::fail(core::ErrorKind::busy, "pictures/no_renderer");
        words_drawn = std::string(title) + '|' + std::string(line) + '|' + std::string(language);
        return core::Bytes{0x89, 'P', 'N', 'G'};
    }};
    http::Router router;

    House()
    {
        published.replace(
            std::make_shared<const portal::Shelf>(portal::test_puts(), portal::Shelf::Options{}));
        portal::add_routes(router, published, paper, card);
    }

    [[nodiscard]] http::Response get(std::string path, http::Fields headers = {}) const
    {
        http::Request request;
        request.path = std::move(path);
        request.headers = std::move(headers);
        return router.dispatch(request);
    }
};

std::string_view value(const http::Response& response, std::string_view name)
{
    for (const auto& [each, text] : response.headers)
        if (http::same_word(each, name)) return text;
    return {};
}

TEST_CASE("every route of the portal is open to all, and no two collide")
{
    const House house;
    CHECK(house.router.fault().empty());
    CHECK(house.router.routes().size() == 8);
    for (const auto& route : house.router.routes()) {
        CHECK(route.policy == "open_to_all");
        CHECK(route.method == http::Method::get);
    }
}

TEST_CASE("a page is served packed and plain, with a tag for each, and not again to who has it")
{
    const House house;
    const auto plain = house.get("/bulletins/2026-07-30/ky");
    CHECK(plain.status == 200);
    CHECK(plain.content_type == "text/html; charset=utf-8");
    CHECK(value(plain, "content-encoding").empty());
    CHECK(value(plain, "content-security-policy") == portal::page_policy());
    CHECK(value(plain, "cache-control") == "public, max-age=60");
    CHECK(value(plain, "vary") == "Accept-Encoding");
    const auto packed = house.get("/bulletins/2026-07-30/ky", {{"accept-encoding", "br, gzip"}});
    CHECK(value(packed, "content-encoding") == "gzip");
    CHECK(packed.body.size() * 2 < plain.body.size());
    CHECK(value(packed, "etag") != value(plain, "etag"));
    const auto again =
        house.get("/bulletins/2026-07-30/ky", {{"if-none-match", std::string(value(plain, "etag"))}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    // The tag of the other form is another form.
    CHECK(house.get("/bulletins/2026-07-30/ky", {{"if-none-match", std::string(value(packed, "etag"))}})
              .status == 200);
}

TEST_CASE("no cookie is set, and none changes what is read")
{
    const House house;
    for (const auto* path :
         {"/bulletins", "/bulletins/ky", "/bulletins/2026-07-30", "/bulletins/2026-07-30/ky",
          "/bulletins/2026-07-30/ky/text", "/bulletins/feed/ky.xml", "/bulletins/none"}) {
        const auto answer = house.get(path);
        const auto other = house.get(path, {{"cookie", "panoh=x; language=ru"}});
        CHECK_MESSAGE(value(answer, "set-cookie").empty(), path);
        CHECK_MESSAGE(answer.body == other.body, path);
    }
}

TEST_CASE("an edition without a language leads to the one that the reader likes")
{
    const House house;
    const auto answer = house.get("/bulletins/2026-07-30", {{"accept-language", "kk-KZ, ru;q=0.5"}});
    CHECK(answer.status == 303);
    CHECK(value(answer, "location") == "/bulletins/2026-07-30/kk");
    CHECK(house.get("/bulletins", {{"accept-language", "tk"}}).body.find("<html lang=\"tk\">") !=
          std::string::npos);
}

TEST_CASE("an address that leads nowhere is a page that says so and repeats nothing of it")
{
    const House house;
    for (const auto* path : {"/bulletins/zzqq", "/bulletins/2026-07-30/zzqq", "/bulletins/zzqq/ky",
                             "/bulletins/zzqq/ky/text", "/bulletins/zzqq/ky/pdf", "/bulletins/feed/zzqq.xml",
                             "/bulletins/feed/zzqq", "/bulletins/feed/.xml", "/bulletins/pictures/zzqq",
                             "/bulletins/pictures/00000000-0000-4000-8000-000000000000"}) {
        const auto answer = house.get(path);
        CHECK_MESSAGE(answer.status == 404, path);
        CHECK_MESSAGE(answer.body.find("zzqq") == std::string::npos, path);
        CHECK_MESSAGE(answer.body.find("<h1>") != std::string::npos, path);
    }
}

TEST_CASE("search engines find what is real and not what is made up")
{
    House house;
    CHECK(value(house.get("/bulletins/2026-07-30/ky"), "x-robots-tag").empty());
    auto puts = portal::test_puts();
    for (auto& put : puts)
        put.edition.fictional = false;
    house.published.replace(std::make_shared<const portal::Shelf>(puts, portal::Shelf::Options{}));
    CHECK(value(house.get("/bulletins/2026-07-30/ky"), "x-robots-tag") == "all");
}

TEST_CASE("pictures of editions are served, others are not there")
{
    const House house;
    const auto answer = house.get("/bulletins/pictures/" + core::to_string(portal::test_picture()));
    CHECK(answer.status == 200);
    CHECK(answer.content_type == "image/png");
    CHECK(answer.body == "bytes");
}

TEST_CASE("a tagged PDF comes where its program is, and a refusal with a code where it is not")
{
    const House house;
    const auto answer = house.get("/bulletins/2026-07-30/ky/pdf");
    if (!portal::Paper::is_installed()) {
        CHECK(answer.status == 503);
        CHECK(answer.body.find("portal/no_paper") != std::string::npos);
        return;
    }
    REQUIRE(answer.status == 200);
    CHECK(answer.content_type == "application/pdf");
    CHECK(answer.body.starts_with("%PDF-"));
    CHECK(value(answer, "content-disposition") == "inline; filename=\"2026-07-30-ky.pdf\"");
    // Kept: the same bytes, without another child.
    CHECK(house.get("/bulletins/2026-07-30/ky/pdf").body == answer.body);
}

TEST_CASE("the picture for social networks is drawn once, in the words of the language")
{
    House house;
    const auto answer = house.get("/bulletins/2026-07-30/ky/card");
    CHECK(answer.status == 200);
    CHECK(answer.content_type == "image/png");
    CHECK(house.get("/bulletins/2026-07-30/ky/card").body == answer.body);
    CHECK(house.drawn == 1);
    const auto edition = house.published.now()->find("2026-07-30", "ky")->edition;
    CHECK(house.words_drawn.starts_with(edition.title + '|'));
    CHECK(house.words_drawn.ends_with("|ky"));
    CHECK(house.words_drawn.find("30") != std::string::npos);
    CHECK(house.get("/bulletins/2026-07-30/xx/card").status == 404);

    house.can_draw = false;
    const auto none = house.get("/bulletins/2026-07-30/ru/card");
    CHECK(none.status == 503);
    CHECK(none.body.find("portal/no_card") != std::string::npos);
}

TEST_CASE("a page names its picture where the server can draw it and knows its own address")
{
    const auto page = [](const portal::Shelf::Options& options) {
        return portal::Shelf(portal::test_puts(), options).find("2026-07-30", "ru")->page.plain;
    };
    CHECK(page({.site = "https://panoh.example", .card = true})
              .find("<meta property=\"og:image\" "
                    "content=\"https://panoh.example/bulletins/2026-07-30/ru/card\">") != std::string::npos);
    CHECK(page({.site = "https://panoh.example"}).find("og:") == std::string::npos);
    CHECK(page({.card = true}).find("og:") == std::string::npos);
}

TEST_CASE("an empty shelf is a page too")
{
    const portal::Published published;
    portal::Paper paper;
    portal::Card card;
    http::Router router;
    portal::add_routes(router, published, paper, card);
    http::Request request;
    request.path = "/bulletins";
    const auto answer = router.dispatch(request);
    CHECK(answer.status == 200);
    CHECK(answer.body.find("No edition has come out yet.") != std::string::npos);
}

} // namespace

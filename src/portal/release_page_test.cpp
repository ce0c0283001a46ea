#include "portal/release_page.h"

#include <doctest/doctest.h>

#include <string>

#include "core/language.h"
#include "portal/releases_http.h"
#include "portal/style.h"
#include "portal/test_release.h"

namespace {

using namespace panoh;
using portal::testing::test_release;
using portal::testing::test_report;

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

int times(const std::string& text, std::string_view part)
{
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

/// The routes over releases that the test changes, with a count of the pages that were made.
struct House {
    std::vector<release::PublishedRelease> out = {test_release()};
    int reports = 0;
    bool readable = true;
    portal::ReleasePages pages;
    http::Router router;

    House()
        : pages({.list = [this] { return out; },
                 .one = [this](core::ReleaseId id) -> core::Result<release::PublishedRelease> {
                     for (const auto& one : out)
                         if (one.id == id) return one;
                     return core::fail(core::ErrorKind::not_found, "release/release_not_found");
                 },
                 .report = [this](core::ReleaseId, std::string_view) -> core::Result<release::Report> {
                     ++reports;
                     if (!readable) return core::fail(core::ErrorKind::not_found, "release/file_not_found");
                     return test_report();
                 }},
                {.site = "https://panoh.example"})
    {
        portal::add_release_routes(router, pages);
    }

    [[nodiscard]] http::Response get(std::string path, http::Fields headers = {}) const
    {
        http::Request request;
        request.path = std::move(path);
        request.headers = std::move(headers);
        return router.dispatch(request);
    }
    [[nodiscard]] std::string address(std::string_view language = "en") const
    {
        return "/releases/" + core::to_string(out[0].id) + '/' + std::string(language);
    }
};

std::string_view value(const http::Response& response, std::string_view name)
{
    for (const auto& [each, text] : response.headers)
        if (http::same_word(each, name)) return text;
    return {};
}

TEST_CASE("a release has its page in seven languages, with what it promises, its figures and its files")
{
    for (const auto language : core::languages) {
        const auto page =
            portal::release_page(test_release(), test_report(), {.site = "https://x.example"}, language);
        CAPTURE(language);
        CHECK(has(page, "<html lang=\"" + std::string(language) + '"'));
        CHECK(has(page, "<figure"));
        CHECK(has(page, test_release().manifest));
        for (const auto& file : test_release().files) {
            CHECK(has(page, "/files/" + file.name));
            CHECK(has(page, file.sha256));
        }
        CHECK(has(page, "id=\"promise\""));
        CHECK(has(page, "id=\"not-protected\""));
        CHECK_FALSE(has(page, "<script"));
        CHECK(times(page, "<h1") == 1);
    }
}

TEST_CASE("what a publisher wrote is text and nothing else")
{
    auto release = test_release();
    release.plan.titles = {{{"en"}, "<script>alert(1)</script>"}};
    release.plan.notes = {{{"en"}, "<b>bold</b>"}};
    release.organisation = "<i>House</i>";
    release.citation = "<u>Table</u>";
    const auto page = portal::release_page(release, test_report(), {}, "en");
    for (const char* tag : {"<script", "<b>", "<i>", "<u>"})
        CHECK_FALSE(has(page, tag));
    release.withdrawn_at = release.published_at;
    release.why_withdrawn = "<em>wrong</em>";
    CHECK_FALSE(has(portal::withdrawn_page(release, {}, "en"), "<em>"));
    CHECK_FALSE(has(portal::releases_page({release}, {}, "en"), "<em>"));
}

TEST_CASE("exact figures in a report are not on the public page")
{
    auto report = test_report();
    report.internal.emplace();
    CHECK(portal::release_page(test_release(), report, {}, "en") ==
          portal::release_page(test_release(), test_report(), {}, "en"));
}

TEST_CASE("a title that nobody translated says which language it is in")
{
    auto release = test_release();
    release.plan.titles = {{{"ru"}, "Кому помогли"}};
    CHECK(has(portal::release_page(release, test_report(), {}, "en"), "lang=\"ru\">Кому помогли</h1>"));
    CHECK_FALSE(has(portal::release_page(release, test_report(), {}, "ru"), "lang=\"ru\">Кому помогли</h1>"));
    CHECK(has(portal::releases_page({release}, {}, "en"), "lang=\"ru\">Кому помогли</a>"));
}

TEST_CASE("fictional people are marked on every page that has them")
{
    auto release = test_release();
    const auto says = [&](bool demo) {
        return has(portal::release_page(release, test_report(), {.demo = demo}, "en"), "Fictional data") &&
               has(portal::releases_page({release}, {.demo = demo}, "en"), "Fictional data");
    };
    CHECK_FALSE(says(false));
    CHECK(says(true));
    release.lineage = "fiction";
    CHECK(says(false));
}

TEST_CASE("one that was withdrawn says when and why, and shows no figure and no file")
{
    auto release = test_release();
    release.withdrawn_at = core::Instant{1'796'000'000'000};
    release.why_withdrawn = "The years were wrong.";
    const auto page = portal::withdrawn_page(release, {}, "en");
    CHECK(has(page, "Withdrawn on"));
    CHECK(has(page, "The years were wrong."));
    for (const char* part : {"<figure", "<table", "/files/"})
        CHECK_FALSE(has(page, part));
    CHECK_FALSE(has(page, release.manifest));
    const auto list = portal::releases_page({release}, {}, "en");
    CHECK(has(list, "Withdrawn on"));
    CHECK(has(list, "The years were wrong."));
}

TEST_CASE("routes of releases are open to all, with the policy of their style and a tag")
{
    const House house;
    CHECK(house.router.fault().empty());
    for (const auto& route : house.router.routes()) {
        CHECK(route.policy == "open_to_all");
        CHECK(route.method == http::Method::get);
    }
    const auto page = house.get(house.address());
    CHECK(page.status == 200);
    CHECK(value(page, "content-security-policy") == portal::chart_policy());
    CHECK(value(page, "cache-control") == "public, max-age=60");
    CHECK(house.get(house.address(), {{"if-none-match", std::string(value(page, "etag"))}}).status == 304);
    CHECK(value(house.get("/releases/ru"), "content-security-policy") == portal::page_policy());
    const auto on = house.get("/releases/" + core::to_string(house.out[0].id), {{"accept-language", "tg"}});
    CHECK(on.status == 303);
    CHECK(value(on, "location") == house.address("tg"));
}

TEST_CASE("an address of no release leads nowhere")
{
    const House house;
    const auto nobody = core::to_string(core::ReleaseId{});
    for (const auto& path : {"/releases/none", "/releases/none/en", "/releases/xx"})
        CHECK(house.get(path).status == 404);
    CHECK(house.get("/releases/" + nobody).status == 404);
    CHECK(house.get("/releases/" + nobody + "/en").status == 404);
    CHECK(house.get(house.address("xx")).status == 404);
}

TEST_CASE("a page is made once for each language and version, and gone when its release is withdrawn")
{
    House house;
    const auto first = house.get(house.address());
    CHECK(house.get(house.address()).body == first.body);
    CHECK(house.reports == 1);
    CHECK(house.get(house.address("ru")).body != first.body);
    CHECK(house.reports == 2);
    house.out[0].organisation = "Another name";
    CHECK(has(house.get(house.address()).body, "Another name"));
    CHECK(house.reports == 3);
    house.out[0].withdrawn_at = house.out[0].published_at;
    house.out[0].why_withdrawn = "The years were wrong.";
    house.out[0].files.clear();
    const auto withdrawn = house.get(house.address());
    CHECK(has(withdrawn.body, "The years were wrong."));
    CHECK_FALSE(has(withdrawn.body, "<figure"));
    CHECK(house.reports == 3);
    CHECK(has(house.get("/releases/en").body, "The years were wrong."));
}

TEST_CASE("a release whose report cannot be read has a page with its files")
{
    House house;
    house.readable = false;
    const auto page = house.get(house.address());
    CHECK(page.status == 200);
    CHECK(has(page.body, "/files/tables.csv"));
    CHECK_FALSE(has(page.body, "<figure"));
}

} // namespace

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "http/headers.h"
#include "http/static_files.h"
#include "http/testing.h"

using namespace panoh::http;

namespace {

namespace fs = std::filesystem;

/// A web build as the staff app makes it, gone at the end.
struct Build {
    fs::path path = fs::temp_directory_path() / ("panoh-web-" + std::to_string(::getpid()));
    Build()
    {
        write("index.html", "<!doctype html>");
        write("version.txt", "1a2b\n");
        write("csp.txt", "sha256-abc=\n'sha256-def='\nunsafe-inline\nsha256-x'; script-src *\n");
        write("_app/immutable/a.js", "let a");
        write("_app/immutable/a.js.br", "BR");
        write("_app/immutable/a.js.gz", "GZ");
        write("font.woff2", "font");
        write("app.webmanifest", "{}");
        write("map.topojson", "{}");
        write("alone.gz", "zip");
    }
    ~Build() { fs::remove_all(path); }
    Build(const Build&) = delete;
    Build& operator=(const Build&) = delete;
    void write(const char* name, const char* text) const
    {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name) << text;
    }
};

std::optional<Response> asked(const StaticFiles& files, std::string path, Fields headers = {})
{
    Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return files.serve(request);
}

std::string_view header(const std::optional<Response>& response, std::string_view name)
{
    return value_of(response->headers, name);
}

} // namespace

TEST_CASE("a file is served as the browser accepts it, each coding under its own tag")
{
    const Build build;
    const auto files = StaticFiles::load(build.path.string()).value();
    const auto plain = asked(files, "/_app/immutable/a.js");
    CHECK(plain->body == "let a");
    CHECK(plain->content_type == "text/javascript; charset=utf-8");
    CHECK(header(plain, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(header(plain, "Vary") == "Accept-Encoding");
    const auto brotli = asked(files, "/_app/immutable/a.js", {{"accept-encoding", "gzip, deflate, br"}});
    CHECK(brotli->body == "BR");
    CHECK(header(brotli, "Content-Encoding") == "br");
    CHECK(header(brotli, "ETag") != header(plain, "ETag"));
    CHECK(asked(files, "/_app/immutable/a.js", {{"accept-encoding", "gzip;q=0.5, br;q=0"}})->body == "GZ");
    const auto again =
        asked(files, "/_app/immutable/a.js", {{"if-none-match", std::string(header(plain, "ETag"))}});
    CHECK(again->status == 304);
    CHECK(again->body.empty());
    CHECK(asked(files, "/_app/immutable/a.js", {{"if-none-match", "\"other\""}})->status == 200);
}

TEST_CASE("screens of the app get its page, missing files and the API do not")
{
    const Build build;
    const auto files = StaticFiles::load(build.path.string()).value();
    CHECK(asked(files, "/")->body == "<!doctype html>");
    CHECK(asked(files, "/cases/7QF-2MK")->content_type == "text/html; charset=utf-8");
    CHECK_FALSE(asked(files, "/missing.js").has_value());
    CHECK_FALSE(asked(files, "/api").has_value());
    CHECK_FALSE(asked(files, "/api/nowhere").has_value());
    CHECK_FALSE(asked(files, "/csp.txt").has_value());
    CHECK_FALSE(asked(files, "/version.txt").has_value());
    CHECK_FALSE(asked(files, "/_app/immutable/a.js.br").has_value());
    CHECK(asked(files, "/alone.gz")->body == "zip");
    CHECK(asked(files, "/font.woff2")->content_type == "font/woff2");
    CHECK(asked(files, "/app.webmanifest")->content_type == "application/manifest+json");
    CHECK(asked(files, "/map.topojson")->content_type == "application/json");
    CHECK_FALSE(asked(StaticFiles(), "/").has_value());
    CHECK(StaticFiles::load("/nowhere/at/all").error().code == "http/no_web_folder");
}

TEST_CASE("a page is kept for a day only when it can find out that it is old")
{
    const Build build;
    const auto files = StaticFiles::load(build.path.string()).value();
    CHECK(files.version() == "1a2b");
    CHECK(header(asked(files, "/cases"), "Cache-Control") == "public, max-age=86400");
    CHECK(header(asked(files, "/font.woff2"), "Cache-Control").empty());
    fs::remove(build.path / "version.txt");
    const auto without = StaticFiles::load(build.path.string()).value();
    CHECK(without.version().empty());
    CHECK(header(asked(without, "/cases"), "Cache-Control").empty());
}

TEST_CASE("only hashes get into the policy of pages")
{
    const Build build;
    const auto files = StaticFiles::load(build.path.string()).value();
    const auto& policy = files.content_security_policy();
    CHECK(policy.find("script-src 'self' 'sha256-abc=' 'sha256-def=';") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(policy.find('*') == std::string::npos);
    CHECK(policy.find("require-trusted-types-for 'script'; trusted-types svelte-trusted-html") !=
          std::string::npos);
}

TEST_CASE("the server gives pages their policy and a handler's own headers their way")
{
    const Build build;
    testing::TestServer server({}, 1, StaticFiles::load(build.path.string()).value());
    auto client = server.client();
    const auto page = client.ask(testing::get("/cases?tab=notes"));
    CHECK(page.status == 200);
    CHECK(page.head.find("'sha256-abc='") != std::string::npos);
    CHECK(page.head.find("Cache-Control: public, max-age=86400\r\n") != std::string::npos);

    // What pages load carries no policy of its own: on a slow line fifty such heads would cost a second.
    const auto part = client.ask(testing::get("/_app/immutable/a.js"));
    CHECK(part.head.find("nosniff") != std::string::npos);
    CHECK(part.head.find("Cross-Origin-Resource-Policy: same-origin\r\n") != std::string::npos);
    CHECK(part.head.find("Content-Security-Policy") == std::string::npos);
    CHECK(part.head.size() < 450);

    Response response;
    response.with("content-security-policy", "sandbox");
    const auto lines = security_lines(response, Content::api, true, "");
    CHECK(lines.find("Content-Security-Policy") == std::string::npos);
    CHECK(lines.find("Strict-Transport-Security: max-age=31536000\r\n") != std::string::npos);
}

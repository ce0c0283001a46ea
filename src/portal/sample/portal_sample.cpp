// A hand-made edition for tests: `portal_sample FOLDER` writes its pages, letters, text, feed and the
// document of its paper as files; `portal_sample --serve PORT` serves it as the program would.

#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "http/server.h"
#include "portal/paper.h"
#include "portal/portal_http.h"
#include "portal/style.h"
#include "portal/test_edition.h"

namespace {

using namespace panoh;

/// A plain drawing, so that nothing of anybody's is shown.
std::optional<portal::PictureFile> picture(core::PictureId id)
{
    if (id != portal::test_picture()) return std::nullopt;
    return portal::PictureFile{
        "image/svg+xml",
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" viewBox="0 0 1200 800"><rect width="1200" height="800" fill="#e4eeec"/><path d="M0 620h1200v180H0z" fill="#c9d6d3"/><path d="M150 620V360a180 180 0 0 1 360 0v260m180 0V360a180 180 0 0 1 360 0v260" fill="none" stroke="#0b5d5e" stroke-width="36"/><path d="M0 620h1200" stroke="#1c2630" stroke-width="6"/></svg>)"};
}

void write(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

int write_files(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    const portal::Shelf shelf(portal::test_puts(),
                              {.site = "https://panoh.example", .paper = true, .card = true});
    for (const auto language : core::languages) {
        const std::string tail = '.' + std::string(language);
        const auto made = shelf.find("2026-07-30", language);
        write(folder / ("page" + tail + ".html"), made->page.plain);
        write(folder / ("text" + tail + ".txt"), made->text.plain);
        write(folder / ("letter" + tail + ".html"), made->letter.html("https://panoh.example/stop/x"));
        write(folder / ("letter" + tail + ".txt"), made->letter.text("https://panoh.example/stop/x"));
        write(folder / ("list" + tail + ".html"), shelf.list(language)->plain);
        write(folder / ("feed" + tail + ".xml"), shelf.feed(language)->plain);
        write(folder / ("paper" + tail + ".html"),
              portal::paper_html(made->edition, picture, "https://panoh.example"));
        portal::Paper paper(picture, "https://panoh.example");
        if (const auto pdf = paper.of(made)) write(folder / ("paper" + tail + ".pdf"), (*pdf)->plain);
    }
    write(folder / "missing.html", portal::missing_page("en"));
    write(folder / "policy.txt", portal::page_policy());
    write(folder / "picture.svg", picture(portal::test_picture())->bytes);
    return 0;
}

int serve(const std::string& port)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    portal::Published published(picture);
    published.replace(std::make_shared<const portal::Shelf>(
        portal::test_puts(), portal::Shelf::Options{.paper = portal::Paper::is_installed()}));
    portal::Paper paper(picture);
    portal::Card card;
    http::Router router;
    portal::add_routes(router, published, paper, card);
    const http::StaticFiles files;
    http::ServerOptions options{.address = "127.0.0.1", .worker_threads = 8};
    std::from_chars(port.data(), port.data() + port.size(), options.port);
    const auto server = http::Server::start(options, router, files);
    if (!server) return 1;
    std::cout << (*server)->port() << std::endl;
    int signal = 0;
    sigwait(&ends, &signal);
    (*server)->stop();
    (*server)->wait();
    return 0;
}

} // namespace

int main(int count, char** words)
{
    if (count == 3 && std::string(words[1]) == "--serve") return serve(words[2]);
    if (count == 2) return write_files(words[1]);
    std::cerr << "portal_sample FOLDER | --serve PORT\n";
    return 2;
}

// The real server, with editions made of files: PANOH_TEST_LETTERS is a folder with ky.subject, ky.txt and
// ky.html for each language, and every edition belongs to the organisation PANOH_TEST_ORGANISATION.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "app/serve.h"

namespace {

using namespace panoh;

std::string environment(const char* name)
{
    const char* text = std::getenv(name);
    return text == nullptr ? std::string() : std::string(text);
}

std::string text_of(const std::string& path)
{
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

bulletin::Editions editions()
{
    const auto folder = environment("PANOH_TEST_LETTERS");
    const auto organisation = core::parse_id<core::OrganisationId>(environment("PANOH_TEST_ORGANISATION"));
    return {
        .write = [folder](core::EditionId, std::string_view language) -> core::Result<bulletin::Letter> {
            const auto start = folder + '/' + std::string(language);
            auto subject = text_of(start + ".subject");
            if (subject.empty()) return core::fail(core::ErrorKind::conflict, "bulletin/edition_not_out");
            return bulletin::Letter{subject, text_of(start + ".txt"), text_of(start + ".html")};
        },
        .facts = [organisation](store::Reader&, core::EditionId) -> std::optional<bulletin::EditionFacts> {
            if (!organisation) return std::nullopt;
            return bulletin::EditionFacts{.organisation = *organisation};
        }};
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    std::vector<std::string> overrides;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == "--data") overrides.push_back("files.data=" + words[i + 1]);
        if (words[i] == "--set") overrides.push_back(words[i + 1]);
    }
    app::hold_signals();
    const auto config = app::read_config("", overrides);
    if (!config) return 1;
    const auto node = app::Node::open(*config, true);
    if (!node) return 1;
    const auto served = app::serve(
        **node,
        [](const app::Listening& now) {
            fmt::print("Panoh listens on {}\n", now.address);
            std::fflush(stdout);
        },
        editions());
    return served ? 0 : 1;
}

#include "pictures/social_picture.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "core/language.h"
#include "core/text.h"
#include "pictures/renderer.h"
#include "pictures/text_width.h"

namespace panoh::pictures {

namespace {

constexpr double room = 1040; ///< between the margins
constexpr std::size_t most_letters = 300;
struct TitleSize {
    int size = 0;
    std::size_t most_lines = 0; ///< below the mark
};
constexpr std::array<TitleSize, 3> title_sizes = {{{68, 3}, {58, 4}, {50, 4}}};
constexpr int line_size = 34;
constexpr int last_baseline = 470; ///< of the title
constexpr std::string_view ellipsis = "…";

std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char letter : text) {
        switch (letter) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\'':
            safe += "&#39;";
            break;
        default:
            safe += letter;
        }
    }
    return safe;
}

/// Where the last whole letter of a text begins.
std::size_t last_letter(std::string_view text)
{
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xc0U) == 0x80U) {
    }
    return at;
}

/// As much as fits, with an ellipsis where something is left out.
std::string shortened(std::string text, double size)
{
    if (text_width(text, size) <= room) return text;
    while (!text.empty() && text_width(text + std::string(ellipsis), size) > room)
        text.resize(last_letter(text));
    return std::string(core::trim(text)) + std::string(ellipsis);
}

/// Words of a text as it is written: dashes stay with the word before them.
std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        if (end > at) words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

/// Each line fits; a word that is wider than a line is shortened.
std::vector<std::string> lines_of(std::string_view text, double size)
{
    std::vector<std::string> lines;
    for (auto& word : words_of(text)) {
        if (!lines.empty()) {
            const auto longer = lines.back() + ' ' + word;
            if (text_width(longer, size) <= room) {
                lines.back() = longer;
                continue;
            }
        }
        lines.push_back(shortened(std::move(word), size));
    }
    return lines;
}

struct Title {
    int size = 0;
    std::vector<std::string> lines = {};
};

Title laid_out(std::string_view text)
{
    Title title;
    for (const auto& [size, most_lines] : title_sizes) {
        title = {size, lines_of(text, size)};
        if (title.lines.size() <= most_lines) return title;
    }
    title.lines.resize(title_sizes.back().most_lines);
    auto& last = title.lines.back();
    while (text_width(last + std::string(ellipsis), title.size) > room)
        last.resize(last_letter(last));
    last += ellipsis;
    return title;
}

std::string drawn_text(int y, int size, std::string_view colour, std::string_view language,
                       std::string_view text)
{
    return fmt::format(
        R"(<text x="80" y="{}" font-family="{}" font-size="{}" fill="{}" xml:lang="{}">{}</text>)", y, font,
        size, colour, language, escaped(text));
}

/// The mark of the staff app, as web/static/mark.svg has it.
std::string mark(std::string_view place, std::string_view colour)
{
    return fmt::format(R"(<g transform="{}" fill="none" stroke="{}"><path stroke-width="2.6" )"
                       R"(d="M3 21V11a8 8 0 0 1 16 0v10"/><path stroke-width="4" d="M11 21v-9"/></g>)",
                       place, colour);
}

bool is_drawable(std::string_view text)
{
    return core::is_text(text) && core::is_line(text) && core::letters(text) <= most_letters;
}

} // namespace

core::Result<std::string> social_drawing(std::string_view title, std::string_view line,
                                         std::string_view language)
{
    const bool known = std::ranges::find(core::languages, language) != core::languages.end();
    if (!known || !is_drawable(title) || core::is_blank(title) || !is_drawable(line))
        return core::fail(core::ErrorKind::invalid, "pictures/text_invalid");
    std::string svg =
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">)"
        R"(<rect width="1200" height="630" fill="#fbfaf7"/><rect width="1200" height="10" fill="#0b5d5e"/>)";
    svg += mark("translate(73 60) scale(4)", "#0b5d5e");
    const Title laid = laid_out(title);
    const int step = laid.size * 5 / 4;
    int y = last_baseline - step * (static_cast<int>(laid.lines.size()) - 1);
    for (const auto& words : laid.lines) {
        svg += drawn_text(y, laid.size, "#1c2630", language, words);
        y += step;
    }
    svg += drawn_text(560, line_size, "#0b5d5e", language, shortened(std::string(line), line_size));
    return svg + "</svg>";
}

bool social_picture_is_possible()
{
    return has_renderer();
}

core::Result<core::Bytes> social_picture(std::string_view title, std::string_view line,
                                         std::string_view language, const std::string& program)
{
    PANOH_TRY(const std::string svg, social_drawing(title, line, language));
    return render(svg, program);
}

} // namespace panoh::pictures

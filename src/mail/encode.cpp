#include "mail/encode.h"

#include <algorithm>
#include <cstdint>

namespace panoh::mail {
namespace {

constexpr std::size_t longest_line = 76;
/// Bytes of text in one encoded word: 60 letters of base64 between "=?UTF-8?B?" and "?=".
constexpr std::size_t bytes_in_word = 45;
constexpr std::size_t bytes_in_first_word = 36;

std::string base64(std::string_view text)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((text.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < text.size(); i += 3) {
        std::uint32_t three = 0;
        for (std::size_t j = 0; j < 3; ++j)
            three = (three << 8U) | (i + j < text.size() ? static_cast<std::uint8_t>(text[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            out +=
                i + j <= text.size() ? letters[(three >> (18U - 6U * static_cast<unsigned>(j))) & 63U] : '=';
    }
    return out;
}

void add_hex(std::string& out, char letter)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<std::uint8_t>(letter);
    out += '=';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
}

bool stays(char letter)
{
    return letter >= ' ' && letter <= '~' && letter != '=';
}

/// Adds to a line, broken softly where it would grow too long.
class Lines {
public:
    void add(const std::string& piece)
    {
        // One place is for the "=" of a soft break.
        if (length_ + piece.size() > longest_line - 1) {
            text_ += "=\r\n";
            length_ = 0;
        }
        text_ += piece;
        length_ += piece.size();
    }
    void end_line()
    {
        text_ += "\r\n";
        length_ = 0;
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
    std::size_t length_ = 0;
};

bool continues_letter(char byte)
{
    return (static_cast<std::uint8_t>(byte) & 0xC0U) == 0x80U;
}

} // namespace

std::string quoted_printable(std::string_view text)
{
    Lines lines;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        const bool crlf = letter == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (crlf) continue;
        if (letter == '\n') {
            lines.end_line();
            continue;
        }
        const char next = i + 1 < text.size() ? text[i + 1] : '\n';
        const bool ends_line = next == '\n' || next == '\r';
        std::string piece;
        if (stays(letter) && !(letter == ' ' && ends_line))
            piece = letter;
        else
            add_hex(piece, letter);
        lines.add(piece);
    }
    return lines.take();
}

std::string base64_lines(std::string_view text)
{
    const std::string whole = base64(text);
    std::string out;
    for (std::size_t i = 0; i < whole.size(); i += longest_line) {
        out += whole.substr(i, longest_line);
        out += "\r\n";
    }
    return out;
}

bool prefers_quoted_printable(std::string_view text)
{
    std::size_t written_out = 0;
    for (const char letter : text)
        if (!stays(letter) && letter != '\n' && letter != '\r') ++written_out;
    // Three letters for each of those and one for the rest, beside four for each three.
    return written_out * 6 <= text.size();
}

std::string encoded_words(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        std::size_t end = std::min(text.size(), out.empty() ? bytes_in_first_word : bytes_in_word);
        while (end < text.size() && end > 1 && continues_letter(text[end]))
            --end;
        out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, end)) + "?=";
        text.remove_prefix(end);
    }
    return out;
}

} // namespace panoh::mail

#include "mail/letter.h"

#include <algorithm>
#include <array>
#include <ctime>

#include <fmt/format.h>

#include "core/text.h"
#include "mail/encode.h"

namespace panoh::mail {
namespace {

constexpr std::size_t longest_body = 4 << 20;
constexpr std::size_t longest_subject = 500;
constexpr std::size_t longest_value = 900;
/// RFC 5322 asks for lines of at most 78 letters where they can be broken.
constexpr std::size_t fold_at = 78;
/// No line of quoted-printable or base64 has "=_" in it.
constexpr std::string_view boundary = "=_panoh_alternative";

auto invalid()
{
    return core::fail(core::ErrorKind::invalid, "mail/header_invalid");
}

bool is_printable(std::string_view text)
{
    return std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

bool is_header_text(std::string_view text, std::size_t longest)
{
    return text.size() <= longest && core::is_text(text) && (text.empty() || core::is_line(text));
}

bool is_header_name(std::string_view name)
{
    return !name.empty() && name.size() <= 60 && std::ranges::all_of(name, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-';
    });
}

/// Those that write_letter() makes itself, and those that would make a letter go elsewhere.
bool is_taken(std::string_view name)
{
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    constexpr std::string_view taken[] = {"from", "to",  "subject", "date",        "message-id",
                                          "cc",   "bcc", "sender",  "return-path", "mime-version"};
    return lower.starts_with("content-") || lower.starts_with("resent-") ||
           std::ranges::find(taken, lower) != std::end(taken);
}

/// "left@right", both of what Message-ID may have without quotes.
bool is_message_id(std::string_view text)
{
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.size() > 250) return false;
    return std::ranges::all_of(text,
                               [](char letter) {
                                   return letter > ' ' && letter <= '~' &&
                                          std::string_view("<>()[]\\\",;:").find(letter) ==
                                              std::string_view::npos;
                               }) &&
           text.find('@', at + 1) == std::string_view::npos;
}

/// Broken before a space wherever a line would be too long.
std::string folded(std::string_view name, std::string_view value)
{
    std::string out = fmt::format("{}:", name);
    std::size_t length = out.size();
    for (std::size_t begin = 0; begin < value.size();) {
        auto end = value.find(' ', begin + 1);
        if (end == std::string_view::npos) end = value.size();
        const auto word = value.substr(begin, end - begin);
        const bool spaced = word.starts_with(' ');
        if (length > name.size() + 1 && length + word.size() > fold_at && spaced) {
            out += "\r\n";
            length = 0;
        }
        if (begin == 0) out += ' ';
        out += word;
        length += word.size() + (begin == 0 ? 1 : 0);
        begin = end;
    }
    return out + "\r\n";
}

std::string unstructured(std::string_view name, std::string_view value)
{
    // A run of spaces could become a line of nothing but spaces, which is obsolete.
    const bool plain = is_printable(value) && value.find("=?") == std::string_view::npos &&
                       value.find("  ") == std::string_view::npos && !value.ends_with(' ') &&
                       std::ranges::none_of(value, [longest = std::size_t{0}](char letter) mutable {
                           longest = letter == ' ' ? 0 : longest + 1;
                           return longest > fold_at;
                       });
    if (plain) return folded(name, value);
    return fmt::format("{}: {}\r\n", name, encoded_words(value));
}

std::string mailbox_text(const Mailbox& mailbox)
{
    if (mailbox.name.empty()) return mailbox.address;
    if (!is_printable(mailbox.name) || mailbox.name.find("=?") != std::string::npos)
        return fmt::format("{}\r\n <{}>", encoded_words(mailbox.name), mailbox.address);
    std::string quoted;
    for (const char letter : mailbox.name) {
        if (letter == '"' || letter == '\\') quoted += '\\';
        quoted += letter;
    }
    return fmt::format("\"{}\"\r\n <{}>", quoted, mailbox.address);
}

/// RFC 5322 has English names of days and months, in every letter.
std::string date_text(core::Instant at)
{
    constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = static_cast<std::time_t>(core::within_calendar(at).milliseconds / core::second_ms);
    std::tm parts = {};
    ::gmtime_r(&seconds, &parts);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                       days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                       months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                       parts.tm_min, parts.tm_sec);
}

core::Done check(const Letter& letter)
{
    const auto& from = letter.from;
    if (!is_address(from.address) || !is_header_text(from.name, longest_subject) || !is_address(letter.to) ||
        !is_header_text(letter.subject, longest_subject) || !is_message_id(letter.message_id))
        return invalid();
    for (const auto& [name, value] : letter.headers)
        if (!is_header_name(name) || is_taken(name) || value.size() > longest_value || value.empty() ||
            !is_printable(value))
            return invalid();
    for (const auto* body : {&letter.text, &letter.html})
        if (body->size() > longest_body || !core::is_text(*body))
            return core::fail(core::ErrorKind::invalid, "mail/text_invalid");
    return {};
}

/// RFC 2045 wants it so before a text is put into base64.
std::string with_crlf(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
        out += text[i];
    }
    return out;
}

std::string body_of(std::string_view type, std::string_view text)
{
    const bool quoted = prefers_quoted_printable(text);
    auto out = fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n", type,
                           quoted ? "quoted-printable" : "base64");
    out += quoted ? quoted_printable(text) : base64_lines(with_crlf(text));
    return out;
}

} // namespace

core::Result<std::string> write_letter(const Letter& letter)
{
    PANOH_CHECK(check(letter));
    std::string out;
    out += fmt::format("From: {}\r\n", mailbox_text(letter.from));
    out += fmt::format("To: {}\r\n", letter.to);
    out += unstructured("Subject", letter.subject);
    out += fmt::format("Date: {}\r\n", date_text(letter.at));
    out += fmt::format("Message-ID:\r\n <{}>\r\n", letter.message_id);
    for (const auto& [name, value] : letter.headers)
        out += folded(name, value);
    out += "MIME-Version: 1.0\r\n";
    if (letter.html.empty()) {
        out += body_of("text/plain", letter.text);
        if (!out.ends_with("\r\n")) out += "\r\n";
        return out;
    }
    out += fmt::format("Content-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n\r\n", boundary);
    // The last is the one that is shown where it can be. The break before a boundary belongs to the boundary.
    out += fmt::format("--{}\r\n{}\r\n", boundary, body_of("text/plain", letter.text));
    out += fmt::format("--{}\r\n{}\r\n", boundary, body_of("text/html", letter.html));
    return out + fmt::format("--{}--\r\n", boundary);
}

} // namespace panoh::mail

#include "http/wire.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace panoh::http {

namespace {

constexpr std::array<std::pair<int, std::string_view>, 28> reasons = {{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {507, "Insufficient Storage"},
}};

std::string_view reason(int status)
{
    const auto* found =
        std::find_if(reasons.begin(), reasons.end(), [&](const auto& row) { return row.first == status; });
    return found == reasons.end() ? "Status" : found->second;
}

bool is_one_line(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7f;
    });
}

void add(std::string& text, std::string_view name, std::string_view value)
{
    if (!is_one_line(name) || !is_one_line(value)) return;
    text += name;
    text += ": ";
    text += value;
    text += "\r\n";
}

/// The date changes once a second; formatting it for each response would cost more than the rest of the head.
const std::string& date_now()
{
    thread_local std::time_t at = 0;
    thread_local std::string text;
    const auto now = std::time(nullptr);
    if (now != at) {
        at = now;
        text = http_date(now);
    }
    return text;
}

} // namespace

std::string http_date(std::time_t time)
{
    constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts = {};
    gmtime_r(&time, &parts);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                       months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                       parts.tm_min, parts.tm_sec);
}

bool has_body(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

std::string head_text(const Response& response, const Framing& framing, std::string_view more)
{
    std::string text;
    text.reserve(more.size() + 1024);
    text += "HTTP/1.1 " + std::to_string(response.status) + ' ';
    text += reason(response.status);
    text += "\r\n";
    add(text, "Date", date_now());
    if (!response.content_type.empty()) add(text, "Content-Type", response.content_type);
    if (framing.chunked)
        add(text, "Transfer-Encoding", "chunked");
    else if (has_body(response.status) && !response.stream)
        add(text, "Content-Length", std::to_string(response.body.size()));
    if (!framing.keep_alive) add(text, "Connection", "close");
    for (const auto& [name, value] : response.headers)
        add(text, name, value);
    text += more;
    text += "\r\n";
    return text;
}

std::string chunk(std::string_view text)
{
    if (text.empty()) return {};
    return fmt::format("{:x}\r\n{}\r\n", text.size(), text);
}

} // namespace panoh::http

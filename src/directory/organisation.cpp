#include "directory/organisation.h"

#include <algorithm>

#include "core/text.h"

namespace panoh::directory {

namespace {

constexpr std::size_t longest_line = 200;
constexpr std::size_t longest_description = 4000;

bool is_email(std::string_view text)
{
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at + 2) < text.size() - 1 &&
           text.find_first_of(" \t\r\n<>,;") == std::string_view::npos;
}

/// Only these two schemes: a "javascript:" address would run in the pages that show it as a link.
bool is_website(std::string_view text)
{
    const bool web = text.starts_with("https://") || text.starts_with("http://");
    return web && text.size() > text.find("//") + 2 &&
           text.find_first_of(" \t\r\n<>\"'`\\") == std::string_view::npos;
}

bool is_phone(std::string_view text)
{
    const auto digits =
        std::ranges::count_if(text, [](char letter) { return letter >= '0' && letter <= '9'; });
    return digits >= 2 && text.find_first_not_of("0123456789+-() /.") == std::string_view::npos;
}

} // namespace

core::Done check(const Organisation& organisation)
{
    std::vector<core::FieldError> faults;
    const auto line = [&](const std::optional<std::string>& text, const char* field, std::size_t longest) {
        if (text && core::letters(*text) > longest) faults.push_back({"directory/too_long", field});
    };
    const auto form = [&](const std::optional<std::string>& text, bool (*fits)(std::string_view),
                          const char* code, const char* field) {
        if (text && !text->empty() && !fits(*text)) faults.push_back({code, field});
    };
    if (core::trim(organisation.name).empty()) faults.push_back({"directory/name_missing", "name"});
    line(organisation.name, "name", longest_line);
    line(organisation.alternate_name, "alternate_name", longest_line);
    line(organisation.description, "description", longest_description);
    line(organisation.email, "email", longest_line);
    line(organisation.website, "website", longest_line);
    line(organisation.phone, "phone", longest_line);
    line(organisation.city, "city", longest_line);
    form(organisation.email, is_email, "directory/email_invalid", "email");
    form(organisation.website, is_website, "directory/website_invalid", "website");
    form(organisation.phone, is_phone, "directory/phone_invalid", "phone");
    if (faults.empty()) return {};
    return core::fail({.code = faults.front().code, .field = faults.front().field, .faults = faults});
}

} // namespace panoh::directory

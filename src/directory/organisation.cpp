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

/// Collects every fault of an entry.
class Faults {
public:
    void add(const char* code, const char* field) { found_.push_back({code, field}); }
    /// One line, in which nothing hides: it must not look like another.
    void line(const std::optional<std::string>& text, const char* field, std::size_t longest = longest_line)
    {
        if (!text) return;
        if (!core::is_line(*text)) add("json/character_not_allowed", field);
        if (core::letters(*text) > longest) add("directory/too_long", field);
    }
    /// Lines of text.
    void text(std::optional<std::string> text, const char* field)
    {
        if (text)
            std::ranges::replace_if(
                *text, [](char c) { return c == '\n' || c == '\t'; }, ' ');
        line(text, field, longest_description);
    }
    /// From `-most` to `most`.
    void degrees(const std::optional<double>& number, const char* field, double most)
    {
        if (number && !(*number >= -most && *number <= most)) add("json/out_of_range", field);
    }
    void form(const std::optional<std::string>& text, bool (*fits)(std::string_view), const char* code,
              const char* field)
    {
        if (text && !text->empty() && !fits(*text)) add(code, field);
    }
    [[nodiscard]] core::Done done() const
    {
        if (found_.empty()) return {};
        return core::fail({.code = found_.front().code, .field = found_.front().field, .faults = found_});
    }

private:
    std::vector<core::FieldError> found_;
};

} // namespace

core::Done check(const Organisation& organisation)
{
    Faults faults;
    const auto& o = organisation;
    if (core::trim(o.name).empty()) faults.add("directory/name_missing", "name");
    faults.line(o.name, "name");
    faults.line(o.alternate_name, "alternate_name");
    faults.text(o.description, "description");
    faults.line(o.email, "email");
    faults.line(o.website, "website");
    faults.line(o.phone, "phone");
    faults.line(o.street, "street");
    faults.line(o.city, "city");
    faults.line(o.state, "state");
    faults.line(o.postal_code, "postal_code");
    faults.degrees(o.latitude, "latitude", 90);
    faults.degrees(o.longitude, "longitude", 180);
    faults.form(o.email, is_email, "directory/email_invalid", "email");
    faults.form(o.website, is_website, "directory/website_invalid", "website");
    faults.form(o.phone, is_phone, "directory/phone_invalid", "phone");
    return faults.done();
}

} // namespace panoh::directory

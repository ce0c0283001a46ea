#include "portal/words.h"

#include <array>
#include <cstdlib>
#include <map>
#include <vector>

#include <boost/json/parse.hpp>
#include <unicode/fmtable.h>
#include <unicode/msgfmt.h>

#include "core/language.h"
#include "core/log.h"

namespace panoh::portal {
namespace {

struct Text {
    std::string_view language;
    std::string_view words;
    std::string_view names;
};
constexpr Text texts[] = {
#include "portal_words.inc"
};

/// What each calls itself; the same in every language, so no sentence.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> own_names = {{
    {"kk", "Қазақша"},
    {"ky", "Кыргызча"},
    {"ru", "Русский"},
    {"tg", "Тоҷикӣ"},
    {"tk", "Türkmençe"},
    {"uz", "Oʻzbekcha"},
    {"en", "English"},
}};

using Strings = std::map<std::string, std::string, std::less<>>;

void take(const boost::json::object& from, Strings& into)
{
    for (const auto& [key, value] : from)
        if (value.is_string()) into.emplace(key, value.as_string());
}

icu::UnicodeString unicode(std::string_view text)
{
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

[[noreturn]] void stop(std::string_view event, std::string_view key)
{
    core::log(core::LogLevel::error, event, {{"key", core::LogValue::word(key)}});
    std::abort();
}

} // namespace

struct Words::Table {
    Strings sentences; ///< by key
    Strings countries;
    Strings names; ///< what stands alone: "dateLong", "group"
    std::vector<std::string> months;
};

const Words::Table& Words::table_of(std::string_view language)
{
    static const auto tables = [] {
        std::map<std::string, Table, std::less<>> all;
        for (const auto& text : texts) {
            auto& table = all[std::string(text.language)];
            take(boost::json::parse(text.words).as_object(), table.sentences);
            const auto names = boost::json::parse(text.names);
            take(names.at("countries").as_object(), table.countries);
            take(names.as_object(), table.names);
            for (const auto& month : names.at("months").as_array())
                table.months.emplace_back(month.as_string());
        }
        return all;
    }();
    const auto found = tables.find(language);
    return found == tables.end() ? tables.at("en") : found->second;
}

const Words& Words::of(std::string_view language)
{
    static const auto all = [] {
        std::map<std::string, Words, std::less<>> made;
        for (const auto each : core::languages)
            made.emplace(each, Words(each, table_of(each), table_of("en")));
        return made;
    }();
    const auto found = all.find(language);
    return found == all.end() ? all.at("en") : found->second;
}

bool Words::has(std::string_view key) const
{
    return table_->sentences.contains("portal." + std::string(key));
}

std::string Words::operator()(std::string_view key, std::initializer_list<Argument> arguments) const
{
    const bool own = has(key);
    const auto& sentences = own ? table_->sentences : english_->sentences;
    const auto found = sentences.find("portal." + std::string(key));
    if (found == sentences.end()) stop("portal_word_missing", key);

    UErrorCode status = U_ZERO_ERROR;
    const icu::MessageFormat message(unicode(found->second), icu::Locale(own ? language_.c_str() : "en"),
                                     status);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, value] : arguments) {
        names.push_back(unicode(name));
        if (const auto* text = std::get_if<std::string_view>(&value))
            values.emplace_back(unicode(*text));
        else
            values.emplace_back(static_cast<std::int64_t>(std::get<std::int64_t>(value)));
    }
    icu::UnicodeString made;
    message.format(names.data(), values.data(), static_cast<std::int32_t>(values.size()), made, status);
    if (U_FAILURE(status)) stop("portal_word_broken", key);
    std::string text;
    return made.toUTF8String(text);
}

std::string Words::country(std::string_view code) const
{
    for (const auto* table : {table_, english_})
        if (const auto found = table->countries.find(code); found != table->countries.end())
            return found->second;
    return std::string(code);
}

std::string Words::own_name(std::string_view language)
{
    for (const auto& [code, name] : own_names)
        if (code == language) return std::string(name);
    return std::string(language);
}

/// The part of CLDR's patterns that long dates use: d, y, MMMM, and words in apostrophes.
std::string Words::day(const core::Date& date) const
{
    std::string text;
    const std::string_view pattern = table_->names.at("dateLong");
    bool quoted = false;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char sign = pattern[at];
        if (sign == '\'') {
            quoted = !quoted;
        } else if (quoted || (sign != 'd' && sign != 'y' && sign != 'M')) {
            text += sign;
        } else if (sign == 'd') {
            text += std::to_string(date.day);
        } else if (sign == 'y') {
            text += std::to_string(date.year);
        } else {
            text += table_->months.at(static_cast<std::size_t>(date.month - 1));
            at = std::min(pattern.find_first_not_of('M', at), pattern.size()) - 1;
        }
    }
    return text;
}

std::string program_words(std::string_view key, std::string_view language)
{
    constexpr std::string_view named = "names.";
    constexpr std::string_view month = "names.months.";
    const auto& own = Words::table_of(language);
    if (key.starts_with(month)) {
        std::size_t number = 0;
        for (const char digit : key.substr(month.size()))
            number = number * 10 + static_cast<std::size_t>(digit - '0');
        return number >= 1 && number <= own.months.size() ? own.months[number - 1] : std::string();
    }
    if (key.starts_with(named)) {
        const auto found = own.names.find(key.substr(named.size()));
        return found == own.names.end() ? std::string() : found->second;
    }
    for (const auto* table : {&own, &Words::table_of("en")})
        if (const auto found = table->sentences.find(key); found != table->sentences.end())
            return found->second;
    return {};
}

} // namespace panoh::portal

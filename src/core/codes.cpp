#include "core/codes.h"

#include <cstdlib>

#include <boost/json/parse.hpp>

#include "core/log.h"

namespace panoh::core {
namespace {
constexpr std::string_view texts[] = {
#include "code_texts.inc"
    ""};

std::string lower(std::string_view text)
{
    std::string all(text);
    for (char& letter : all)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return all;
}
} // namespace

CodeList parse_code_list(std::string_view text)
{
    const boost::json::value document = boost::json::parse(text);
    CodeList list;
    list.name = document.at("list").as_string();
    list.version = document.at("version").as_string();
    for (const auto& item : document.at("codes").as_array()) {
        const auto& object = item.as_object();
        const std::string code(object.at("code").as_string());
        const auto* htcds = object.if_contains("htcds");
        const auto* alpha3 = object.if_contains("alpha3");
        if (alpha3 != nullptr)
            list.by_written_.emplace(lower(std::string(alpha3->as_string())), list.codes.size());
        list.alpha3_.emplace_back(alpha3 == nullptr ? std::string() : std::string(alpha3->as_string()));
        list.written_.push_back(htcds == nullptr   ? code
                                : htcds->is_null() ? std::string()
                                                   : std::string(htcds->as_string()));
        list.codes.push_back(code);
    }
    list.index();
    return list;
}

void CodeList::index()
{
    sorted_ = codes;
    std::ranges::sort(sorted_);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        places_.emplace(codes[i], i);
        by_written_.insert_or_assign(lower(codes[i]), i);
    }
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (!written_[i].empty()) by_written_.emplace(lower(written_[i]), i);
}

std::string_view CodeList::htcds(std::string_view code) const
{
    const auto place = places_.find(code);
    return place == places_.end() ? std::string_view() : std::string_view(written_[place->second]);
}

std::optional<std::string_view> CodeList::from_htcds(std::string_view text) const
{
    const auto place = by_written_.find(lower(text));
    if (place == by_written_.end()) return std::nullopt;
    return codes[place->second];
}

std::string_view CodeList::alpha3(std::string_view code) const
{
    const auto place = places_.find(code);
    return place == places_.end() ? std::string_view() : std::string_view(alpha3_[place->second]);
}

bool CodeList::has(std::string_view code) const
{
    return std::binary_search(sorted_.begin(), sorted_.end(), code);
}

const std::vector<CodeList>& code_lists()
{
    static const std::vector<CodeList> lists = [] {
        std::vector<CodeList> all;
        for (const auto text : texts) {
            if (text.empty()) continue;
            all.push_back(parse_code_list(text));
        }
        std::ranges::sort(all, {}, &CodeList::name);
        return all;
    }();
    return lists;
}

const CodeList& code_list(std::string_view name)
{
    const auto& lists = code_lists();
    const auto place = std::ranges::lower_bound(lists, name, {}, &CodeList::name);
    if (place == lists.end() || place->name != name) {
        log(LogLevel::error, "code_list_missing", {{"list", LogValue::word(name)}});
        std::abort();
    }
    return *place;
}

bool is_missing_reason(std::string_view code)
{
    return std::ranges::find(missing_reasons, code) != missing_reasons.end();
}

} // namespace panoh::core

#include "core/codes.h"

#include <cstdlib>

#include <boost/json/parse.hpp>

#include "core/log.h"

namespace panoh::core {
namespace {
constexpr std::string_view texts[] = {
#include "code_texts.inc"
    ""};

CodeList parse(std::string_view text)
{
    const boost::json::value document = boost::json::parse(text);
    CodeList list;
    list.name = document.at("list").as_string();
    list.version = document.at("version").as_string();
    for (const auto& item : document.at("codes").as_array())
        list.codes.emplace_back(item.at("code").as_string());
    return list;
}
} // namespace

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
            all.push_back(parse(text));
            all.back().sorted_ = all.back().codes;
            std::ranges::sort(all.back().sorted_);
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

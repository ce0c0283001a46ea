#include "cases/columns.h"

#include "core/json.h"

namespace panoh::cases {
namespace {

using Members = core::JsonMembers<CodedAnswers>;

template <core::FixedText List>
std::string to_column(const Answer<List>& answer)
{
    return answer.code;
}
template <core::FixedText List>
std::string to_column(const Coded<List>& coded)
{
    return coded.code;
}
std::string to_column(const std::string& text)
{
    return text;
}
std::string to_column(const core::Date& date)
{
    return core::to_string(date);
}
template <typename T>
std::string to_column(const std::vector<T>& items)
{
    std::string text;
    for (const auto& item : items) {
        if (!text.empty()) text += ' ';
        text += item.code;
    }
    return text;
}

/// Episodes are one text of JSON: nobody filters by them.
std::string to_column(const std::vector<Episode>& episodes)
{
    return core::write_json(episodes);
}

template <core::FixedText List>
void from_column(std::string_view text, Answer<List>& into)
{
    into.code = text;
}
template <core::FixedText List>
void from_column(std::string_view text, Coded<List>& into)
{
    into.code = text;
}
void from_column(std::string_view text, std::string& into)
{
    into = text;
}
void from_column(std::string_view text, core::Date& into)
{
    if (const auto date = core::parse_date(text)) into = *date;
}
template <typename T>
void from_column(std::string_view text, std::vector<T>& into)
{
    for (auto& code : split_codes(text))
        into.push_back(T{std::move(code)});
}

void from_column(std::string_view text, std::vector<Episode>& into)
{
    if (auto episodes = core::read_json<std::vector<Episode>>(text)) into = std::move(*episodes);
}

} // namespace

std::vector<std::string> split_codes(std::string_view text)
{
    std::vector<std::string> codes;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        codes.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return codes;
}

const std::string& Columns::names()
{
    static const std::string all = [] {
        std::string text;
        boost::mp11::mp_for_each<Members>([&](auto member) {
            if (!text.empty()) text += ", ";
            text += member.name;
        });
        return text;
    }();
    return all;
}

int Columns::count()
{
    return static_cast<int>(boost::mp11::mp_size<Members>::value);
}

void Columns::bind(const CodedAnswers& answers, std::vector<std::string>& keep,
                   std::vector<store::Value>& values)
{
    keep.reserve(keep.size() + static_cast<std::size_t>(count())); // values borrow: the texts must not move
    boost::mp11::mp_for_each<Members>([&](auto member) {
        const auto& field = answers.*member.pointer;
        using T = std::remove_cvref_t<decltype(*field)>;
        if (!field) {
            values.emplace_back();
        } else if constexpr (std::is_same_v<T, int>) {
            values.emplace_back(*field);
        } else {
            keep.push_back(to_column(*field));
            values.emplace_back(keep.back());
        }
    });
}

CodedAnswers Columns::read(const store::Row& row, int first)
{
    CodedAnswers answers;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        const int column = first++;
        if (row.is_null(column)) return;
        auto& field = answers.*member.pointer;
        using T = std::remove_cvref_t<decltype(*field)>;
        if constexpr (std::is_same_v<T, int>)
            field = static_cast<int>(row.integer(column));
        else
            from_column(row.text(column), field.emplace());
    });
    return answers;
}

} // namespace panoh::cases

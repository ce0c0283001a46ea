#include "tables/place.h"

#include <algorithm>
#include <charconv>

namespace panoh::tables {

std::string column_letters(std::size_t column)
{
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.push_back(static_cast<char>('A' + (rest - 1) % 26));
    std::reverse(letters.begin(), letters.end());
    return letters;
}

std::string to_string(const CellPlace& place)
{
    return column_letters(place.column) + std::to_string(place.row);
}

std::optional<CellPlace> parse_cell_place(std::string_view text)
{
    constexpr std::size_t last_column = 16'384;
    constexpr std::int64_t last_row = 1'048'576;
    std::size_t column = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z'; ++at) {
        column = column * 26 + static_cast<std::size_t>(text[at] - 'A' + 1);
        if (column > last_column) return std::nullopt;
    }
    CellPlace place;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), place.row);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (column == 0 || !whole || place.row < 1 || place.row > last_row) return std::nullopt;
    place.column = column - 1;
    return place;
}

} // namespace panoh::tables

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace panoh::tables {

/// What a number format makes of a number.
enum class NumberKind { number, date, time, date_time, duration };

/// The kind of a format code ("yyyy\-mm\-dd", "[h]:mm", "0.00%"); what stands in quotes, in brackets or
/// behind a backslash says nothing. ECMA-376 part 1, 18.8.31.
[[nodiscard]] NumberKind kind_of_format(std::string_view code);
/// The kind of a format that has a number and no code (18.8.30): 14 is a date in every country.
[[nodiscard]] NumberKind kind_of_built_in(int id);

/// A number as a cell without a format shows it: whole numbers as they are, others with at most 15 digits
/// (42.869999999999997, which Excel stores, is 42.87), never with an exponent below 10^21. A text that is no
/// number comes back as it is.
[[nodiscard]] std::string stored_number_text(std::string_view stored);
/// The shortest text that reads back as the same number, without an exponent below 10^21.
[[nodiscard]] std::string number_text(double number);

/// The day and time of a serial number as ISO text: 2021-03-05, 2021-03-05T14:30:00, 14:30:00 for a time
/// alone, 36:15:00 for a duration. `from_1904`: days are counted from 1904. Otherwise from 1900, with the
/// 29 February 1900 that never was (serial 60), as Excel shows it. Nothing for what is no day until 9999.
[[nodiscard]] std::optional<std::string> serial_text(double serial, NumberKind kind, bool from_1904);

} // namespace panoh::tables

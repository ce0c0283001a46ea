#pragma once

#include <string>
#include <vector>

#include "cases/coded_fields.h"
#include "store/store.h"

namespace panoh::cases {

/// The coded fields as columns: each described member is the column of its name. Lists are codes with a space
/// between, further episodes JSON.
class Columns {
public:
    /// "gender, citizenship, ..."
    [[nodiscard]] static const std::string& names();
    [[nodiscard]] static int count();
    /// The values in the order of `names()`; borrowed from `answers` and `keep`.
    static void bind(const CodedAnswers& answers, std::vector<std::string>& keep,
                     std::vector<store::Value>& values);
    [[nodiscard]] static CodedAnswers read(const store::Row& row, int first);
};

/// "KG UZ" to codes and back.
[[nodiscard]] std::vector<std::string> split_codes(std::string_view text);

} // namespace panoh::cases

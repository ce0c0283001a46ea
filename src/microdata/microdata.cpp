#include "microdata/microdata.h"

#include <algorithm>
#include <utility>

#include "microdata/must.h"

namespace panoh::microdata {

Microdata::Microdata(Schema schema, std::vector<std::vector<std::uint8_t>> states)
    : schema_(std::make_shared<const Schema>(std::move(schema))), states_(std::move(states))
{
    must(states_.size() == schema_->columns.size() && states_.size() <= most_columns);
    people_ = states_.empty() ? 0 : states_.front().size();
    for (std::size_t i = 0; i < states_.size(); ++i) {
        must(states_of(schema_->columns[i]) <= most_states && states_[i].size() == people_);
        std::uint8_t most = 0;
        for (const std::uint8_t state : states_[i])
            most = std::max(most, state);
        must(people_ == 0 || most < states_of(schema_->columns[i]));
    }
}

} // namespace panoh::microdata

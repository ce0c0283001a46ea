// A model as somebody may have left it. What is accepted reads as the same model, and gives rows and tables
// that hold together.

#include <cmath>
#include <numeric>
#include <string>

#include "fuzz.h"
#include "synthesis/model_text.h"

namespace {

using namespace panoh;
using fuzz::must;

void rows_fit(const synthesis::Model& model)
{
    privacy::RandomBits bits(1);
    const auto rows = model.sample(30, bits);
    const auto& columns = model.parts().columns;
    must(rows.size() == columns.size());
    for (std::size_t column = 0; column < rows.size(); ++column) {
        must(rows[column].size() == 30);
        for (const std::uint8_t state : rows[column])
            must(state < columns[column].states.size());
    }
}

void tables_add_up(const synthesis::Model& model)
{
    for (std::size_t column = 0; column < model.parts().columns.size(); ++column) {
        const auto table = model.marginal(synthesis::Columns{static_cast<synthesis::ColumnNumber>(column)});
        if (!table) return fuzz::must_be_refusal(table.error());
        must(table->size() == model.parts().columns[column].states.size());
        const double sum = std::accumulate(table->begin(), table->end(), 0.0);
        must(std::abs(sum / model.people() - 1) < 0.01);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto model = synthesis::read_model({reinterpret_cast<const char*>(data), size});
    if (!model) {
        fuzz::must_be_refusal(model.error());
        return 0;
    }
    const std::string text = synthesis::model_text(*model);
    const auto again = synthesis::read_model(text);
    must(again && synthesis::model_text(*again) == text);
    rows_fit(*model);
    tables_add_up(*model);
    return 0;
}

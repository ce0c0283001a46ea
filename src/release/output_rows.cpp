#include "release/output_rows.h"

#include <algorithm>

#include "release/releases_store.h"

namespace panoh::release {

namespace {

/// Bytes of a part: what a reader is sent at a time, too.
constexpr std::size_t part_size = 256UL * 1024;
/// Parts in one transaction.
constexpr std::size_t batch = 4;

class OutputRows final : public Output {
public:
    OutputRows(store::Database& database, core::ReleaseId release) : database_(database), release_(release) {}
    ~OutputRows() override
    {
        if (closed_) return;
        try {
            static_cast<void>(clear());
        } catch (...) {
            // The database is gone; what was written is invisible and goes with the release's failure.
        }
    }
    [[nodiscard]] core::Done clear()
    {
        return database_.write([&](store::Transaction& transaction) -> core::Done {
            delete_files(transaction, release_);
            return {};
        });
    }

private:
    core::Done keep(const OutputFile& file, std::string_view text) override
    {
        const auto position = static_cast<std::int64_t>(files().size());
        std::int64_t part = 0;
        while (!text.empty()) {
            PANOH_CHECK(add_parts(position, part, text.substr(0, batch * part_size)));
            part += static_cast<std::int64_t>(batch);
            text.remove_prefix(std::min(text.size(), batch * part_size));
        }
        return database_.write([&](store::Transaction& transaction) -> core::Done {
            insert_file(
                transaction, release_,
                {.position = position, .name = file.name, .sha256 = file.sha256, .bytes = file.bytes});
            return {};
        });
    }
    core::Done add_parts(std::int64_t position, std::int64_t first, std::string_view text)
    {
        return database_.write([&](store::Transaction& transaction) -> core::Done {
            std::string_view rest = text;
            for (std::int64_t part = first; !rest.empty(); ++part) {
                insert_part(transaction, release_, position, part, core::as_bytes(rest.substr(0, part_size)));
                rest.remove_prefix(std::min(rest.size(), part_size));
            }
            return {};
        });
    }
    core::Done close() override
    {
        closed_ = true;
        return {};
    }

    store::Database& database_;
    core::ReleaseId release_;
    bool closed_ = false;
};

} // namespace

BeginOutput into_rows(store::Database& database, core::ReleaseId release)
{
    return [&database, release]() -> core::Result<std::unique_ptr<Output>> {
        auto output = std::make_unique<OutputRows>(database, release);
        PANOH_CHECK(output->clear());
        return output;
    };
}

} // namespace panoh::release

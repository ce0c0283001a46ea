#include "release/output_rows.h"

#include <algorithm>
#include <string>

#include "release/releases_store.h"

namespace panoh::release {

namespace {

/// Bytes of a part: what a reader is sent at a time, too.
constexpr std::size_t part_size = 256UL * 1024;
/// Bytes in one transaction.
constexpr std::size_t batch_size = 4 * part_size;

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
    core::Done begin_file(const std::string& /*name*/) override
    {
        next_part_ = 0;
        return {};
    }
    core::Done put(std::string_view piece) override
    {
        pending_ += piece;
        while (pending_.size() >= batch_size)
            PANOH_CHECK(add_parts(batch_size));
        return {};
    }
    core::Done end_file(const OutputFile& file) override
    {
        PANOH_CHECK(add_parts(pending_.size()));
        return database_.write([&](store::Transaction& transaction) -> core::Done {
            insert_file(
                transaction, release_,
                {.position = position(), .name = file.name, .sha256 = file.sha256, .bytes = file.bytes});
            return {};
        });
    }
    /// The number of the file that is being written.
    [[nodiscard]] std::int64_t position() const { return static_cast<std::int64_t>(files().size()); }
    /// So many bytes of what is pending, in one transaction.
    core::Done add_parts(std::size_t size)
    {
        if (size == 0) return {};
        PANOH_CHECK(database_.write([&](store::Transaction& transaction) -> core::Done {
            std::int64_t part = next_part_;
            for (std::size_t at = 0; at < size; at += part_size) {
                const auto bytes = std::string_view(pending_).substr(at, std::min(part_size, size - at));
                insert_part(transaction, release_, position(), part++, core::as_bytes(bytes));
            }
            return {};
        }));
        next_part_ += static_cast<std::int64_t>((size + part_size - 1) / part_size);
        pending_.erase(0, size);
        return {};
    }
    core::Done close() override
    {
        closed_ = true;
        return {};
    }

    store::Database& database_;
    core::ReleaseId release_;
    std::string pending_;
    std::int64_t next_part_ = 0;
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

#include <string_view>
#include <utility>

#include "core/log.h"
#include "store/engine.h"
#include "store/group_commit.h"
#include "store/migrate.h"
#include "store/reader_pool.h"
#include "store/store.h"

namespace panoh::store {

namespace {

class PooledDatabase final : public Database {
public:
    PooledDatabase(Engine engine, Connections connections, const Options& options)
        : engine_(engine),
          writer_(connections.writer
                      ? std::make_unique<GroupCommit>(std::move(connections.writer), options.group)
                      : nullptr),
          readers_(std::move(connections.make_reader), options.readers)
    {
    }

    core::Done migrate(std::span<const Migration> migrations) override
    {
        if (writer_) return apply_migrations(*writer_, engine_, migrations);
        core::Done done;
        readers_.run([&](Reader& reader) { done = compare_migrations(reader, migrations); });
        return done;
    }

    [[nodiscard]] Engine engine() const override { return engine_; }
    [[nodiscard]] bool last_write_failed() const override { return writer_ && writer_->last_failed(); }

protected:
    void read_job(const std::function<void(Reader&)>& job) override { readers_.run(job); }
    void write_job(const std::function<bool(Transaction&)>& job) override
    {
        if (!writer_) throw std::logic_error("store: opened read-only");
        writer_->run(job);
    }

private:
    Engine engine_;
    // The readers close before the writer, which then tidies the files up.
    std::unique_ptr<GroupCommit> writer_;
    ReaderPool readers_;
};

constexpr std::string_view sqlite_prefix = "sqlite:";

Engine engine_of(std::string_view address)
{
    return address.starts_with(sqlite_prefix) ? Engine::sqlite : Engine::postgres;
}

} // namespace

core::Result<std::unique_ptr<Database>> Database::open(const Options& options)
{
    using core::ErrorKind;
    const auto& address = options.address;
    if (address.find('=') == std::string::npos && address.find(':') == std::string::npos)
        return core::fail(ErrorKind::invalid, "store/cannot_open", "address");
    const Engine engine = engine_of(address);
    try {
        auto connections = engine == Engine::sqlite
                               ? open_sqlite(address.substr(sqlite_prefix.size()), options)
                               : open_postgres(options);
        return std::make_unique<PooledDatabase>(engine, std::move(connections), options);
    } catch (const InUse&) {
        return core::fail(ErrorKind::conflict, "store/in_use");
    } catch (const BrokenStore&) {
        // The driver has logged why.
        return core::fail(ErrorKind::busy, "store/cannot_open");
    }
}

} // namespace panoh::store

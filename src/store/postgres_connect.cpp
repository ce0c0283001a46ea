#include <array>
#include <utility>

#include "core/log.h"
#include "store/postgres_connection.h"

namespace panoh::store {

namespace {

struct Setting {
    const char* name;
    const char* value;
};

/// Opens with the address between what it may override and what it may not.
PGconn* open_connection(const char* address)
{
    const std::array<Setting, 12> settings = {{
        {"application_name", "panoh"},
        {"connect_timeout", "5"},
        {"tcp_user_timeout", "15000"}, // a network that swallows everything is noticed within 15 s
        {"keepalives_idle", "30"},
        {"keepalives_interval", "10"},
        {"keepalives_count", "3"},
        {"gssencmode", "disable"},
        {"dbname", address},
        {"target_session_attrs", "read-write"},
        {"client_encoding", "UTF8"},
        {nullptr, nullptr},
    }};
    std::array<const char*, 12> names = {};
    std::array<const char*, 12> values = {};
    for (std::size_t i = 0; i < settings.size(); ++i) {
        names[i] = settings[i].name;
        values[i] = settings[i].value;
    }
    return PQconnectdbParams(names.data(), values.data(), 1);
}

/// The server's words may hold values of rows, and libpq would print them.
void ignore_notice(void* /*unused*/, const PGresult* /*notice*/) {}

} // namespace

core::LogValue reason_of(std::string_view libpq_said)
{
    const auto has = [&](std::string_view word) { return libpq_said.find(word) != std::string_view::npos; };
    if (has("FATAL")) return "the server refused";
    if (has("certificate") || has("SSL")) return "no TLS with a certificate that fits";
    if (has("missing \"=\"") || has("invalid")) return "the address cannot be read";
    return "no server there";
}

PostgresConnection::PostgresConnection(std::string address, const char* set_up)
    : address_(std::move(address)), set_up_(set_up)
{
}

void PostgresConnection::connect()
{
    connection_.reset();
    statements_.clear();
    sent_.clear();
    synced_ = false;
    later_.clear();
    streaming_ = false;
    std::unique_ptr<PGconn, FinishPostgres> fresh(open_connection(address_.c_str()));
    const auto refuse = [this](const core::LogValue& reason) {
        // Once for each time it goes away: every request tries again.
        if (!std::exchange(said_why_, true))
            core::log(core::LogLevel::error, "store_open", {{"reason", reason}});
        throw BrokenStore("postgres: cannot connect");
    };
    if (!fresh || PQstatus(fresh.get()) != CONNECTION_OK) refuse(reason_of(PQerrorMessage(fresh.get())));
    PQsetNoticeReceiver(fresh.get(), ignore_notice, nullptr);
    const char* encoding = PQparameterStatus(fresh.get(), "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8") refuse("the database is not in UTF8");
    const PostgresResult done(PQexec(fresh.get(), set_up_));
    const auto status = PQresultStatus(done.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) refuse("the session settings failed");
    connection_ = std::move(fresh);
    said_why_ = false;
    if (PQenterPipelineMode(connection_.get()) != 1) lost();
}

bool PostgresConnection::ask(const char* sql)
{
    if (PQexitPipelineMode(connection_.get()) != 1) lost();
    const PostgresResult answer(PQexec(connection_.get(), sql));
    const bool yes = PQntuples(answer.get()) == 1 && std::string_view(PQgetvalue(answer.get(), 0, 0)) == "t";
    if (PQenterPipelineMode(connection_.get()) != 1) lost();
    return yes;
}

} // namespace panoh::store

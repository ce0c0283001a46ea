#include "store/postgres_connection.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "store/sql_text.h"

namespace panoh::store {

namespace {

/// How many statements travel before their answers are read; their answers fit into any socket buffer.
constexpr std::size_t most_in_flight = 256;
constexpr int binary = 1;

std::uint64_t big_endian(std::uint64_t value)
{
    static_assert(std::endian::native == std::endian::little || std::endian::native == std::endian::big);
    return std::endian::native == std::endian::little ? __builtin_bswap64(value) : value;
}

Oid type_of(const Value& value)
{
    constexpr Oid types[] = {0, pg_type::int8, pg_type::float8, pg_type::text, pg_type::bytea};
    return types[value.get().index()];
}

std::string_view field(const PGresult* result, int code)
{
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

bool is_good(const PGresult* result)
{
    const auto status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE;
}

} // namespace

void PostgresConnection::lost()
{
    connection_.reset();
    sent_.clear();
    synced_ = false;
    later_.clear();
    streaming_ = false;
    throw ConnectionLost("postgres: connection lost");
}

void PostgresConnection::must(int accepted)
{
    if (accepted == 1) return;
    lost();
}

void PostgresConnection::raise(const PGresult* result)
{
    const std::string_view state = field(result, PG_DIAG_SQLSTATE);
    const std::string_view severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity == "FATAL" || severity == "PANIC") lost();
    std::string text = "postgres: " + std::string(state);
    if (state == "40001" || state == "40P01") throw Restart(text);
    if (state == "53100") throw NoRoom(text);
    // 22: a value that its type does not have, say text that is no UTF-8. 42804: a value of another type.
    if (state.starts_with("23") || state.starts_with("22") || state == "42804")
        throw ConstraintFailed(text.append(" ").append(field(result, PG_DIAG_CONSTRAINT_NAME)));
    // About the SQL, not about values.
    if (state.starts_with("42")) text.append(" ").append(field(result, PG_DIAG_MESSAGE_PRIMARY));
    throw BrokenStore(text);
}

// ---- sending
// -----------------------------------------------------------------------------------------------------

PostgresConnection::Statement& PostgresConnection::statement(const Sql& sql)
{
    return statements_.find(sql, [](const Sql& made) {
        return Statement{number_placeholders(expand_macros(made.text, Engine::postgres)), {}, {}, false};
    });
}

/// A statement is prepared with the types of its values, so that the server never has to guess. A NULL shows
/// none: its type stays the server's guess until a value comes, and then the statement is prepared once more.
void PostgresConnection::learn_types(Statement& statement, std::size_t columns, Values values)
{
    if (columns == 0) return; // no parameters, no types
    if (statement.types.size() != columns) {
        statement.types.assign(columns, 0);
        statement.ready = false;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Oid type = type_of(values[i]);
        Oid& known = statement.types[i % columns];
        if (type == pg_type::text &&
            std::get<std::string_view>(values[i].get()).find('\0') != std::string_view::npos)
            throw BrokenStore("store: NUL in text");
        if (type == 0 || type == known) continue;
        if (known != 0) throw std::logic_error("store: a parameter changed its type");
        known = type;
        statement.ready = false;
    }
}

void PostgresConnection::encode(Values values)
{
    const auto count = values.size();
    numbers_.resize(count);
    pointers_.resize(count);
    lengths_.resize(count);
    formats_.assign(count, binary);
    const auto put = [&](std::size_t i, const void* data, std::size_t size) {
        // A null pointer would mean NULL.
        pointers_[i] = data == nullptr ? "" : static_cast<const char*>(data);
        lengths_[i] = static_cast<int>(size);
    };
    const auto put_number = [&](std::size_t i, std::uint64_t bits) {
        numbers_[i] = big_endian(bits);
        put(i, &numbers_[i], sizeof numbers_[i]);
    };
    for (std::size_t i = 0; i < count; ++i) {
        const auto& value = values[i].get();
        if (const auto* number = std::get_if<std::int64_t>(&value))
            put_number(i, static_cast<std::uint64_t>(*number));
        else if (const auto* real = std::get_if<double>(&value))
            put_number(i, std::bit_cast<std::uint64_t>(*real));
        else if (const auto* text = std::get_if<std::string_view>(&value))
            put(i, text->data(), text->size());
        else if (const auto* bytes = std::get_if<core::ByteView>(&value))
            put(i, bytes->data(), bytes->size());
        else
            pointers_[i] = nullptr;
    }
}

/// Values whose types are learnt. What was accepted here must be answered before anything else goes wrong.
void PostgresConnection::send(Statement& statement, Values values)
{
    const int count = static_cast<int>(values.size());
    if (!statement.ready) {
        statement.name = "s" + std::to_string(++names_);
        must(PQsendPrepare(connection_.get(), statement.name.c_str(), statement.text.c_str(), count,
                           statement.types.data()));
        statement.ready = true;
        sent_.push_back({&statement});
    }
    encode(values);
    must(PQsendQueryPrepared(connection_.get(), statement.name.c_str(), count, pointers_.data(),
                             lengths_.data(), formats_.data(), binary));
    sent_.push_back({nullptr});
}

void PostgresConnection::send_later()
{
    for (const Sql* command : later_)
        send(statement(*command), {});
    later_.clear();
}

void PostgresConnection::sync()
{
    must(PQpipelineSync(connection_.get()));
    synced_ = true;
}

bool PostgresConnection::not_yet_sent(const Sql& command)
{
    if (later_.empty() || later_.back() != &command) return false;
    later_.pop_back();
    return true;
}

// ---- answers
// -----------------------------------------------------------------------------------------------------

/// The whole answer to one thing sent.
PostgresResult PostgresConnection::answer()
{
    PostgresResult result(PQgetResult(connection_.get()));
    if (!result) lost();
    while (PostgresResult more{PQgetResult(connection_.get())})
        if (PQstatus(connection_.get()) == CONNECTION_BAD) lost();
    if (PQstatus(connection_.get()) == CONNECTION_BAD) lost();
    return result;
}

/// Keeps the first failure, and nothing of what failed because of it.
void PostgresConnection::note(PostgresResult& result, const Sent& sent, PostgresResult& first_failure)
{
    if (is_good(result.get())) return;
    if (sent.prepares != nullptr) sent.prepares->ready = false;
    if (!first_failure && PQresultStatus(result.get()) == PGRES_FATAL_ERROR)
        first_failure = std::move(result);
    result.reset();
}

/// All answers up to the sync; the last one is returned. Throws the first error.
PostgresResult PostgresConnection::collect()
{
    PostgresResult failure;
    PostgresResult last;
    synced_ = false;
    for (const auto& sent : std::exchange(sent_, {})) {
        last = answer();
        note(last, sent, failure);
    }
    const PostgresResult end(PQgetResult(connection_.get()));
    if (PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC) lost();
    if (failure) raise(failure.get());
    if (!last) throw BrokenStore("postgres: statement aborted");
    return last;
}

/// Reads the answer to `send_only`; its error is of no interest beside a lost connection. What was put goes
/// on waiting.
void PostgresConnection::settle()
{
    if (connection_ == nullptr) throw ConnectionLost("postgres: not connected");
    if (streaming_) throw std::logic_error("store: a statement within the rows of a query of many rows");
    if (synced_) drop_answers();
}

void PostgresConnection::drop_answers()
{
    if (sent_.empty()) return;
    if (!synced_) sync();
    try {
        static_cast<void>(collect());
    } catch (const ConnectionLost&) {
        throw;
    } catch (const BrokenStore&) {
        return;
    }
}

// ---- statements
// --------------------------------------------------------------------------------------------------

PostgresResult PostgresConnection::query(const Sql& sql, Values values)
{
    auto& prepared = statement(sql);
    learn_types(prepared, values.size(), values);
    settle();
    send_later();
    send(prepared, values);
    sync();
    return collect();
}

void PostgresConnection::each(const Sql& sql, Values values, const OnRow& on_row)
{
    if (sql.rows == Rows::few) {
        const auto result = query(sql, values);
        const int rows = PQntuples(result.get());
        for (int row = 0; row < rows; ++row)
            on_row(PostgresRow(result.get(), row));
        return;
    }
    auto& prepared = statement(sql);
    learn_types(prepared, values.size(), values);
    settle();
    send_later();
    send(prepared, values);
    sync();
    collect_rows(on_row);
}

/// As `collect`, handing the rows of the last statement over as they come.
void PostgresConnection::collect_rows(const OnRow& on_row)
{
    const auto sent = std::exchange(sent_, {});
    synced_ = false;
    PostgresResult failure;
    for (std::size_t i = 0; i + 1 < sent.size(); ++i) {
        auto ahead = answer();
        note(ahead, sent[i], failure);
    }
    if (!failure) must(PQsetSingleRowMode(connection_.get()));
    std::exception_ptr thrown;
    streaming_ = true;
    while (PostgresResult result{PQgetResult(connection_.get())}) {
        if (PQstatus(connection_.get()) == CONNECTION_BAD) break;
        if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE && !thrown) {
            try {
                on_row(PostgresRow(result.get(), 0));
            } catch (...) {
                thrown = std::current_exception(); // the rest must still be read off the connection
            }
        }
        note(result, sent.back(), failure);
    }
    streaming_ = false;
    const PostgresResult end(PQgetResult(connection_.get()));
    if (PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC) lost();
    if (thrown) std::rethrow_exception(thrown);
    if (failure) raise(failure.get());
}

void PostgresConnection::run_many(const Sql& sql, int columns, Values values)
{
    const auto width = static_cast<std::size_t>(columns);
    if (width == 0 || values.size() % width != 0) throw std::logic_error("store: rows of unequal width");
    if (values.empty()) return;
    auto& prepared = statement(sql);
    learn_types(prepared, width, values);
    settle();
    send_later();
    for (std::size_t at = 0; at < values.size(); at += width) {
        send(prepared, values.subspan(at, width));
        limit_flight();
    }
}

void PostgresConnection::put(const Sql& sql, Values values)
{
    auto& prepared = statement(sql);
    learn_types(prepared, values.size(), values);
    settle();
    send_later();
    send(prepared, values);
    limit_flight();
}

void PostgresConnection::limit_flight()
{
    if (sent_.size() >= most_in_flight) finish();
}

void PostgresConnection::finish()
{
    if (connection_ == nullptr) throw ConnectionLost("postgres: not connected");
    if (sent_.empty() || synced_) return;
    sync();
    static_cast<void>(collect());
}

void PostgresConnection::send_only(const Sql& command)
{
    auto& prepared = statement(command);
    learn_types(prepared, 0, {});
    settle();
    send_later();
    send(prepared, {});
    sync();
}

void PostgresConnection::execute(const std::string& text)
{
    settle();
    send_later();
    must(PQsendQueryParams(connection_.get(), text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, binary));
    sent_.push_back({nullptr});
    sync();
    static_cast<void>(collect());
}

} // namespace panoh::store

// The limit of a save: rows of the size and shape that the server wrote, written again by the bare client
// library into the same tables and indexes, so many saves a commit, each commit on disk.
//
// usage: raw ADDRESS create|save SECONDS GROUP...    ADDRESS: "sqlite:/path/panoh.db" or a libpq connection
// string Prints one line a group: group, saves a second, rows a save, bytes a save, processor milliseconds a
// save. The database holds what the server wrote just before: its newest cases are the patterns of what is
// created, its newest audit row of a change that of what is changed. It is of no use to a server afterwards:
// its hashes are no chain.

#include <algorithm>
#include <chrono>
#include <ctime>
#include <map>
#include <memory>
#include <optional>
#include <random>

#include "raw_store.h"

using namespace raw;

namespace {

/// What differs from the pattern in each row that is written.
enum class Fresh { case_id, version, reference, now, seq, random };

struct Shape {
    const char* table;
    const char* of_case; ///< the column that names the case
    const char* only;
    std::map<std::string, Fresh> fresh;
};

const std::vector<Shape> shapes = {
    {"case_file",
     "id",
     "",
     {{"id", Fresh::case_id},
      {"reference", Fresh::reference},
      {"opened_at", Fresh::now},
      {"updated_at", Fresh::now}}},
    {"case_identity", "case_id", "", {{"case_id", Fresh::case_id}, {"updated_at", Fresh::now}}},
    {"case_finding", "case_id", "", {{"case_id", Fresh::case_id}}},
    {"vault_case_key", "case_id", "", {{"case_id", Fresh::case_id}}},
    {"access_made",
     "made",
     "",
     {{"key_hash", Fresh::random}, {"made", Fresh::case_id}, {"made_at", Fresh::now}}},
    {"audit_row",
     "cases",
     " AND action = 'case_open'",
     {{"seq", Fresh::seq}, {"at", Fresh::now}, {"cases", Fresh::case_id}, {"hash", Fresh::random}}},
    {"audit_case", "case_id", "", {{"case_id", Fresh::case_id}, {"seq", Fresh::seq}}},
};
/// What stood in the field before.
const Shape answer_before = {
    "case_answer_before",
    "case_id",
    "",
    {{"case_id", Fresh::case_id}, {"version", Fresh::version}, {"changed_at", Fresh::now}}};

std::int64_t bytes_of(const Cells& cells)
{
    std::int64_t sum = 0;
    for (const auto& cell : cells) {
        if (std::holds_alternative<std::int64_t>(cell)) sum += 8;
        if (const auto* text = std::get_if<std::string>(&cell))
            sum += static_cast<std::int64_t>(text->size());
        if (const auto* blob = std::get_if<Blob>(&cell)) sum += static_cast<std::int64_t>(blob->bytes.size());
    }
    return sum;
}

std::size_t column_of(const Table& table, const std::string& name)
{
    const auto found = std::ranges::find(table.columns, name);
    if (found == table.columns.end()) give_up("no column", name.c_str());
    return static_cast<std::size_t>(found - table.columns.begin());
}

class Saves {
public:
    explicit Saves(Store& store) : store_(store)
    {
        const Table head = store.select("SELECT seq, hash FROM audit_head");
        seq_ = std::get<std::int64_t>(head.rows.at(0)[0]);
        head_ = store.prepare("UPDATE audit_head SET seq = " + store.place(1) + ", hash = " + store.place(2) +
                              " WHERE id = 1");
    }
    virtual ~Saves() = default;
    Saves(const Saves&) = delete;
    Saves& operator=(const Saves&) = delete;
    virtual void save_one() = 0;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;

protected:
    struct Insert {
        std::size_t statement = 0;
        std::vector<std::optional<Fresh>> fresh;
        std::vector<Cells> patterns;
    };

    Insert insert_like(const Table& table, const Shape& shape)
    {
        if (table.rows.empty()) give_up("no pattern in", shape.table);
        std::string names;
        std::string places;
        Insert insert{.statement = 0, .fresh = {}, .patterns = table.rows};
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            names += (i == 0 ? "" : ", ") + table.columns[i];
            places += (i == 0 ? "" : ", ") + store_.place(i + 1);
            const auto found = shape.fresh.find(table.columns[i]);
            insert.fresh.push_back(found == shape.fresh.end() ? std::nullopt : std::optional(found->second));
        }
        insert.statement = store_.prepare("INSERT INTO " + std::string(shape.table) + " (" + names +
                                          ") VALUES (" + places + ")");
        return insert;
    }

    void write(std::size_t statement, const Cells& cells)
    {
        store_.run(statement, cells);
        ++rows;
        bytes += bytes_of(cells);
    }

    /// The pattern's row with what is fresh in it; written into the pattern, which serves as the next one's
    /// too.
    void write_like(Insert& insert, std::size_t number, const Blob& id)
    {
        Cells& cells = insert.patterns[number % insert.patterns.size()];
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (insert.fresh[i]) cells[i] = made(*insert.fresh[i], cells[i], id);
        write(insert.statement, cells);
    }

    void move_head() { write(head_, {seq_, Blob{random_bytes(32)}}); }

    Cell made(Fresh fresh, const Cell& pattern, const Blob& id)
    {
        switch (fresh) {
        case Fresh::case_id:
            return id;
        case Fresh::version:
            return version_;
        case Fresh::reference:
            return reference();
        case Fresh::now:
            return now();
        case Fresh::seq:
            return seq_;
        case Fresh::random:
            return Blob{random_bytes(std::get<Blob>(pattern).bytes.size())};
        }
        return {};
    }

    static std::int64_t now()
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
    std::string random_bytes(std::size_t size)
    {
        std::string bytes(size, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random_());
        return bytes;
    }
    /// Of the length of a real one, in small letters that no real one has; no two alike.
    std::string reference()
    {
        constexpr std::uint64_t all = 26ULL * 26 * 26 * 26 * 26 * 26;
        std::uint64_t number = ++references_ * 7'368'787 % all; // scattered, as real ones are
        std::string text(6, 'a');
        for (char& letter : text) {
            letter = static_cast<char>('a' + number % 26);
            number /= 26;
        }
        return text.insert(3, "-");
    }

    Store& store_;
    std::int64_t seq_ = 0;
    std::int64_t version_ = 0;

private:
    std::mt19937_64 random_{std::random_device{}()};
    std::uint64_t references_ = static_cast<std::uint64_t>(now()) * 4; ///< beyond those of an earlier run
    std::size_t head_ = 0;
};

class Creates final : public Saves {
public:
    explicit Creates(Store& store) : Saves(store)
    {
        const std::string newest = "(SELECT id FROM case_file ORDER BY opened_at DESC LIMIT 64)";
        for (const auto& shape : shapes) {
            const auto table = store.select("SELECT * FROM " + std::string(shape.table) + " WHERE " +
                                            shape.of_case + " IN " + newest + shape.only);
            inserts_.push_back(insert_like(table, shape));
            if (inserts_.size() > 1) continue;
            const Cells& file = table.rows.front();
            tallied_ = {file[column_of(table, "team")], file[column_of(table, "state")],
                        file[column_of(table, "country")]};
            worker_ = {file[column_of(table, "assigned_to")]};
        }
        tally_ = store.prepare("UPDATE case_tally SET total = total + 1 WHERE team = " + store.place(1) +
                               " AND state = " + store.place(2) + " AND country = " + store.place(3));
        load_ = store.prepare("UPDATE case_load SET total = total + 1 WHERE worker = " + store.place(1));
    }
    void save_one() override
    {
        const Blob id{random_bytes(16)};
        ++seq_;
        ++number_;
        for (auto& insert : inserts_)
            write_like(insert, number_, id);
        write(tally_, tallied_);
        write(load_, worker_);
        move_head();
    }

private:
    std::vector<Insert> inserts_;
    Cells tallied_;
    Cells worker_;
    std::size_t tally_ = 0;
    std::size_t load_ = 0;
    std::size_t number_ = 0;
};

/// One coded field of one case after another, where the version is still the one that was read.
class Changes final : public Saves {
public:
    explicit Changes(Store& store) : Saves(store)
    {
        const Shape& row = shapes[5];
        audit_ = insert_like(
            store.select("SELECT * FROM audit_row WHERE action = 'case_change' ORDER BY seq DESC LIMIT 1"),
            row);
        before_ = insert_like(
            store.select("SELECT * FROM case_answer_before ORDER BY changed_at DESC LIMIT 1"), answer_before);
        by_case_ = insert_like(store.select("SELECT * FROM audit_case LIMIT 1"), shapes[6]);
        // Ids are random: their order scatters the rows as people do.
        files_ = store
                     .select("SELECT id, version, updated_by, number_of_children FROM case_file ORDER BY id "
                             "LIMIT 5000")
                     .rows;
        update_ = store.prepare("UPDATE case_file SET version = " + store.place(1) +
                                ", updated_by = " + store.place(2) + ", updated_at = " + store.place(3) +
                                ", number_of_children = " + store.place(4) + " WHERE id = " + store.place(5) +
                                " AND version = " + store.place(6));
        const Table whole = store.select("SELECT * FROM case_file ORDER BY updated_at DESC LIMIT 1");
        whole_row_ = bytes_of(whole.rows.at(0));
    }
    void save_one() override
    {
        Cells& file = files_[++number_ % files_.size()];
        ++seq_;
        auto& version = std::get<std::int64_t>(file[1]);
        const Blob& id = std::get<Blob>(file[0]);
        store_.run(update_,
                   {version + 1, file[2], now(), static_cast<std::int64_t>(number_ % 20), id, version});
        version_ = version++;
        ++rows;
        bytes += whole_row_; // an engine writes a row anew
        write_like(before_, 0, id);
        write_like(audit_, 0, id);
        write_like(by_case_, 0, id);
        move_head();
    }

private:
    Insert before_;
    Insert audit_;
    Insert by_case_;
    std::vector<Cells> files_;
    std::size_t update_ = 0;
    std::size_t number_ = 0;
    std::int64_t whole_row_ = 0;
};

void measure(Store& store, Saves& saves, int group, double seconds)
{
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const std::clock_t processor = std::clock();
    std::int64_t count = 0;
    saves.rows = saves.bytes = 0;
    while (Clock::now() - begin < std::chrono::duration<double>(seconds)) {
        store.begin();
        for (int i = 0; i < group; ++i, ++count)
            saves.save_one();
        store.commit();
    }
    const std::chrono::duration<double> took = Clock::now() - begin;
    const double used = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    std::printf("%d %.1f %.1f %.0f %.4f\n", group, static_cast<double>(count) / took.count(),
                static_cast<double>(saves.rows) / static_cast<double>(count),
                static_cast<double>(saves.bytes) / static_cast<double>(count),
                used * 1000 / static_cast<double>(count));
}

} // namespace

int main(int count, char** words)
{
    if (count < 5) return 2;
    const std::string address = words[1];
    const std::string_view kind = words[2];
    std::unique_ptr<Store> store;
    if (address.starts_with("sqlite:"))
        store = std::make_unique<Sqlite>(address.substr(7));
    else
        store = std::make_unique<Postgres>(address);
    std::unique_ptr<Saves> saves;
    if (kind == "create")
        saves = std::make_unique<Creates>(*store);
    else
        saves = std::make_unique<Changes>(*store);
    for (int i = 4; i < count; ++i)
        measure(*store, *saves, std::atoi(words[i]), std::atof(words[3]));
}

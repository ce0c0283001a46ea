#include "anonymity/seeding.h"

#include <algorithm>

#include "anonymity/held.h"
#include "anonymity/row_set.h"
#include "core/crew.h"

namespace panoh::anonymity {

namespace {

using core::ErrorKind;
using microdata::Microdata;
using privacy::RandomBits;

/// A row being made: its attributes, ascending in no order, and who of the people has all of them.
class Growing {
public:
    Growing(const Held& held, std::uint32_t k) : held_(held), k_(k) {}

    void clear()
    {
        taken_.clear();
        set_stands_ = false;
    }
    [[nodiscard]] const std::vector<std::uint16_t>& taken() const { return taken_; }
    [[nodiscard]] bool has_column_of(std::uint16_t attribute) const
    {
        return std::any_of(taken_.begin(), taken_.end(),
                           [&](std::uint16_t one) { return held_.column(one) == held_.column(attribute); });
    }

    /// How many people would have all of it with one more.
    [[nodiscard]] std::uint32_t count_with(std::uint16_t attribute)
    {
        switch (taken_.size()) {
        case 0:
            return held_.count(attribute);
        case 1:
            return held_.count(taken_[0], attribute);
        case 2:
            return held_.count(taken_[0], taken_[1], attribute);
        default:
            return set().count_with(held_.bits(), attribute);
        }
    }
    void take(std::uint16_t attribute)
    {
        taken_.push_back(attribute);
        if (set_stands_) set_.narrow(held_.bits(), attribute);
    }
    [[nodiscard]] const RowSet& set()
    {
        if (!set_stands_) set_.assign(held_.bits(), taken_);
        set_stands_ = true;
        return set_;
    }

    /// Draws one of `candidates` with a chance in proportion to its count, of those of at least k; takes it.
    bool take_one(std::span<const std::uint16_t> candidates, RandomBits& bits)
    {
        counts_.clear();
        std::uint64_t all = 0;
        for (const std::uint16_t candidate : candidates) {
            const std::uint32_t count = has_column_of(candidate) ? 0 : count_with(candidate);
            counts_.push_back(count >= k_ ? count : 0);
            all += counts_.back();
        }
        if (all == 0) return false;
        std::uint64_t drawn = bits.below(all);
        std::size_t place = 0;
        for (; drawn >= counts_[place]; ++place)
            drawn -= counts_[place];
        take(candidates[place]);
        return true;
    }

private:
    const Held& held_;
    std::uint32_t k_;
    std::vector<std::uint16_t> taken_;
    std::vector<std::uint32_t> counts_;
    RowSet set_;
    bool set_stands_ = false;
};

/// Rows made so far, one behind the other.
struct Made {
    std::vector<std::uint16_t> attributes;
    std::vector<std::size_t> ends;
    void add(std::span<const std::uint16_t> row)
    {
        attributes.insert(attributes.end(), row.begin(), row.end());
        ends.push_back(attributes.size());
    }
};

/// The draws of one part of the work come from a stream of their own, so that threads change nothing.
RandomBits bits_for(const std::optional<std::uint64_t>& insecure_seed, std::uint64_t part)
{
    return insecure_seed ? RandomBits(*insecure_seed, part) : RandomBits();
}

constexpr std::size_t block = 1024;
constexpr std::size_t pools = 16;

void seed_block(const Held& held, const SeedingPlan& plan, std::size_t first, RandomBits bits, Made& made)
{
    Growing row(held, plan.k);
    const std::size_t last = std::min(first + block, held.people());
    for (std::size_t person = first; person < last; ++person) {
        row.clear();
        while (row.take_one(held.attributes_of(person), bits)) {
        }
        if (!row.taken().empty()) made.add(row.taken());
    }
}

/// Makes rows of attributes of which so many are left each.
class FromPool {
public:
    FromPool(const Held& held, std::uint32_t k, std::vector<std::uint32_t> left, RandomBits bits)
        : held_(held), row_(held, k), k_(k), left_(std::move(left)), bits_(std::move(bits)),
          counts_(left_.size())
    {
    }
    void run(Made& made)
    {
        for (;;) {
            open_.clear();
            for (std::size_t attribute = 0; attribute < left_.size(); ++attribute)
                if (left_[attribute] > 0) open_.push_back(static_cast<std::uint16_t>(attribute));
            if (open_.empty()) return;
            row_.clear();
            while (row_.taken().size() < 3 ? row_.take_one(open_, bits_) : take_from_set()) {
            }
            for (const std::uint16_t attribute : row_.taken())
                --left_[attribute];
            made.add(row_.taken());
        }
    }

private:
    /// As `take_one`, without counting every candidate: one attribute of one of those who have all of the
    /// row, each as likely, is drawn in proportion to its count. Where chance finds none soon, all are
    /// counted.
    bool take_from_set()
    {
        constexpr std::uint32_t many = 1500;
        constexpr int tries = 24;
        const RowSet& set = row_.set();
        if (set.count() >= many)
            for (int tried = 0; tried < tries; ++tried) {
                const auto of =
                    held_.attributes_of(set.person(static_cast<std::uint32_t>(bits_.below(set.count()))));
                const std::size_t slot = bits_.below(held_.most_attributes());
                if (slot >= of.size() || left_[of[slot]] == 0 || row_.has_column_of(of[slot])) continue;
                if (set.count_with(held_.bits(), of[slot]) < k_) continue;
                row_.take(of[slot]);
                return true;
            }
        return take_counted(set);
    }

    bool take_counted(const RowSet& set)
    {
        std::fill(counts_.begin(), counts_.end(), 0U);
        set.each([&](std::uint32_t person) {
            for (const std::uint16_t attribute : held_.attributes_of(person))
                ++counts_[attribute];
        });
        std::uint64_t all = 0;
        for (std::size_t attribute = 0; attribute < counts_.size(); ++attribute) {
            if (counts_[attribute] < k_ || left_[attribute] == 0 ||
                row_.has_column_of(static_cast<std::uint16_t>(attribute)))
                counts_[attribute] = 0;
            all += counts_[attribute];
        }
        if (all == 0) return false;
        std::uint64_t drawn = bits_.below(all);
        std::size_t attribute = 0;
        for (; drawn >= counts_[attribute]; ++attribute)
            drawn -= counts_[attribute];
        row_.take(static_cast<std::uint16_t>(attribute));
        return true;
    }

    const Held& held_;
    Growing row_;
    std::uint32_t k_;
    std::vector<std::uint32_t> left_;
    RandomBits bits_;
    std::vector<std::uint16_t> open_;
    std::vector<std::uint32_t> counts_;
};

/// Takes attributes that stand in more rows than they may out of some of them, by chance.
void take_out_surplus(Made& made, const std::vector<std::int64_t>& surplus, RandomBits& bits)
{
    constexpr std::uint16_t gone = 0xffff;
    for (std::size_t attribute = 0; attribute < surplus.size(); ++attribute) {
        if (surplus[attribute] <= 0) continue;
        std::vector<std::size_t> places;
        for (std::size_t place = 0; place < made.attributes.size(); ++place)
            if (made.attributes[place] == attribute) places.push_back(place);
        for (std::int64_t out = 0; out < surplus[attribute]; ++out) {
            const std::size_t drawn = bits.below(places.size());
            made.attributes[places[drawn]] = gone;
            places[drawn] = places.back();
            places.pop_back();
        }
    }
}

Microdata written(const Held& held, const microdata::Schema& schema, const Made& made)
{
    std::vector<std::vector<std::uint8_t>> states(schema.columns.size());
    for (std::size_t column = 0; column < states.size(); ++column)
        states[column].assign(made.ends.size(), microdata::missing_state(schema.columns[column]));
    std::size_t place = 0;
    std::size_t row = 0;
    for (const std::size_t end : made.ends) {
        bool empty = true;
        for (; place < end; ++place) {
            const std::uint16_t attribute = made.attributes[place];
            if (attribute == 0xffff) continue;
            states[held.column(attribute)][row] = held.state(attribute);
            empty = false;
        }
        row += empty ? 0 : 1;
    }
    for (auto& column : states)
        column.resize(row);
    return {schema, std::move(states)};
}

void join(Made& all, const Made& part)
{
    const std::size_t before = all.attributes.size();
    all.attributes.insert(all.attributes.end(), part.attributes.begin(), part.attributes.end());
    for (const std::size_t end : part.ends)
        all.ends.push_back(before + end);
}

/// What each attribute may still stand in, and what it stands in too often.
std::vector<std::int64_t> still_wanted(const Held& held, const Made& made, std::uint32_t k)
{
    std::vector<std::int64_t> wanted(held.attributes());
    for (std::size_t attribute = 0; attribute < wanted.size(); ++attribute)
        wanted[attribute] = held.count(static_cast<std::uint16_t>(attribute)) / k * k;
    for (const std::uint16_t attribute : made.attributes)
        --wanted[attribute];
    return wanted;
}

Made make_rest(const Held& held, const SeedingPlan& plan, const std::vector<std::int64_t>& wanted,
               const std::optional<std::uint64_t>& insecure_seed)
{
    std::vector<Made> parts(pools);
    core::share_work(pools, core::threads_of(plan.threads), [&](std::size_t part, unsigned) {
        std::vector<std::uint32_t> left(wanted.size());
        for (std::size_t attribute = 0; attribute < wanted.size(); ++attribute) {
            const auto whole = static_cast<std::uint64_t>(std::max<std::int64_t>(wanted[attribute], 0));
            left[attribute] = static_cast<std::uint32_t>(whole / pools + (part < whole % pools ? 1 : 0));
        }
        FromPool(held, plan.k, std::move(left), bits_for(insecure_seed, 1'000'000 + part)).run(parts[part]);
    });
    Made rest;
    for (const Made& part : parts)
        join(rest, part);
    return rest;
}

} // namespace

core::Result<Seeded> seed_rows(const privacy::Sensitive<Microdata>& sensitive, const privacy::Exact& exact,
                               const SeedingPlan& plan, std::optional<std::uint64_t> insecure_seed)
{
    const Microdata& people = sensitive.open(exact);
    if (plan.k < 2) return core::fail(ErrorKind::invalid, "anonymity/k_too_small", "k");
    if (people.people() < std::size_t{2} * plan.k)
        return core::fail(ErrorKind::invalid, "anonymity/too_few_people");
    const unsigned threads = core::threads_of(plan.threads);
    const Held held(people, plan.k, threads);
    const std::size_t blocks = (people.people() + block - 1) / block;
    std::vector<Made> parts(blocks);
    core::share_work(blocks, threads, [&](std::size_t part, unsigned) {
        seed_block(held, plan, part * block, bits_for(insecure_seed, part), parts[part]);
    });
    Made made;
    for (const Made& part : parts)
        join(made, part);
    const auto from_rows = static_cast<std::int64_t>(made.ends.size());

    const auto wanted = still_wanted(held, made, plan.k);
    const Made rest = make_rest(held, plan, wanted, insecure_seed);
    RandomBits bits = bits_for(insecure_seed, 2'000'000);
    std::vector<std::int64_t> surplus(wanted.size());
    std::transform(wanted.begin(), wanted.end(), surplus.begin(), [](std::int64_t left) { return -left; });
    take_out_surplus(made, surplus, bits);
    join(made, rest);
    return Seeded{.rows = written(held, people.schema(), made),
                  .from_rows = from_rows,
                  .from_rest = static_cast<std::int64_t>(rest.ends.size())};
}

} // namespace panoh::anonymity

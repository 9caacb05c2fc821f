// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/append.hpp"
#include "check/status.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mpm {

/// One row of a plugin's findings table: what can be found, how bad it is unless the user says
/// otherwise, and what to do. An ID never changes its meaning once released.
struct FindingKind {
    std::string_view id;
    Status status;
    std::string_view meaning;
    std::string_view remedy;
    std::string_view reference; ///< RFC and section, empty where there is none
    bool cutsShort = false;     ///< steps behind it were not taken, so that what they measure may be missing
};

/// Behind the reference in a row whose finding cuts a run short.
constexpr bool cutsShort = true;

/// One thing that was found in a run.
struct Finding {
    std::string id;
    Status status = Status::Ok;
    std::string subject;  ///< which host, address, server: "mx1.example.com [192.0.2.25]:25"
    std::string message;  ///< a sentence with the measured value, or with the reply quoted
    std::string headline; ///< the message for line 1, where a shorter one reads better
    std::string remedy;
    std::string reference;
    double weight = 0; ///< of findings with one cause, and as bad, the heaviest is told

    /// "subject headline", as line 1 shows it.
    std::string summary() const;
};

/// A finding of this kind with its default status and remedy.
Finding found(const FindingKind& kind, std::string subject, std::string message);

/// The rows of a table in their order. A table is a struct of FindingKinds and nothing else, so that each row stands
/// once, under the name by which judges know it; a single row is one too.
template <class Table>
std::vector<FindingKind> rowsOf(const Table& table)
{
    constexpr std::size_t row = sizeof(FindingKind);
    static_assert(std::is_trivially_copyable_v<Table> && sizeof(Table) % row == 0);
    const auto rows = std::bit_cast<std::array<FindingKind, sizeof(Table) / row>>(table);
    return {rows.begin(), rows.end()};
}

/// The rows of all these tables, as a check lists them.
template <class... Tables>
std::vector<FindingKind> kindsOf(const Tables&... tables)
{
    std::vector<FindingKind> kinds;
    for (const auto& rows : {rowsOf(tables)...}) {
        append(kinds, rows);
    }
    return kinds;
}

} // namespace mpm

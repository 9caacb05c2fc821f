// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace mpm::test {

/// A sender that SPF is asked about, and what it must say.
struct SenderCase {
    std::string address;
    std::string mailFrom = "postmaster@example.com";
    std::string helo = "example.com";
    std::string result;
    std::string mechanism; ///< that decides; empty: not compared
};

/// Records of a domain, example.com, and what must be made of them: one of the files in tests/records/KIND.
///
///     == title                                  a new case
///     example.com. TXT "v=spf1 -all"            a record as in a master file
///     mail.example.com. TXT                     a line that begins with a blank goes on with the one before
///         "v=spf1 " "-all"
///     mail.example.com. A SERVFAIL              what a question gets: SERVFAIL, REFUSED or SILENT
///     $ --selector mail --require dkim          options
///     ? 192.0.2.1 from=a@b.example helo=c -> pass ip4:192.0.2.1
///     ! spf-syntax critical                     a finding; all that are not OK must be named
///     ~ make a new key at once                  what a remedy says, in small letters
///     = metric spf_lookups 3                    a metric's value
///     = dmarc policy reject                     a field of a table's first row
///
/// Lines that begin with # are comments.
struct RecordCase {
    struct Expected {
        std::string what; ///< "metric", or a table of the observations
        std::string name;
        std::string value;
    };
    struct Found {
        std::string id;
        std::string status; ///< in small letters
    };

    std::string place; ///< "spf/include.txt:12 title"
    std::vector<std::string> records;
    std::vector<std::string> faults; ///< "mail.example.com. A SERVFAIL"
    std::vector<std::string> options;
    std::vector<SenderCase> senders;
    std::vector<Found> findings;
    std::vector<Expected> expected;
    std::vector<std::string> remedies;
};

/// All of a kind, "spf"; throws for a line that can't be read.
std::vector<RecordCase> recordCases(const std::string& kind);

} // namespace mpm::test

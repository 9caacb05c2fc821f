// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/lookups.hpp"
#include "dns/transport.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mpm::checkMailAuth {

/// What the DNS said to the questions of one reading, each asked once.
class Answers {
public:
    void add(DnsAnswer answer);

    /// Null where it was not asked: not yet, or because there was no time or room for it.
    const DnsAnswer* find(const DnsName& name, RecordType type) const;

    bool empty() const { return answers_.empty(); }
    std::size_t size() const { return answers_.size(); }

    /// All of them, in the order of the names.
    std::vector<const DnsAnswer*> all() const;

private:
    std::map<std::pair<DnsName, RecordType>, DnsAnswer> answers_;
};

/// The most questions that one reading may ask.
constexpr std::size_t mostQuestions = 300;

/// A walk over answers that notes which ones it misses. Records that lead to other names (includes, trees, aliases) are
/// read by pure functions that are given this: the probe repeats them until they miss nothing, the judge calls them
/// once more with what was then known. So nothing is decided while somebody is waited for, and all questions that
/// don't depend on each other go out at once.
class Reading {
public:
    /// The answers must live as long as this.
    explicit Reading(const Answers& answers) : answers_(answers) {}

    /// The answer; null where it is not known, and then it is among `missing`. A function that gets null goes on with
    /// whatever does not depend on it.
    const DnsAnswer* look(const DnsName& name, RecordType type);

    /// Each once, in the order of the first look; at most `mostQuestions`.
    const std::vector<DnsQuestion>& missing() const { return missing_; }

private:
    const Answers& answers_;
    std::vector<DnsQuestion> missing_;
};

/// Asks what a reading misses, round by round, until it misses nothing, the deadline is there or it has asked `most`
/// questions. A server that is silent costs a round half of the time that is left at most, so that it does not hide
/// what others would say.
Answers askAll(DnsTransport& dns, const std::function<void(Reading&)>& read, Deadline deadline,
               std::size_t most = mostQuestions);

/// The same among other look-ups, which must live until the last round has ended.
void askAll(DnsLookups& lookups, std::function<void(Reading&)> read, Deadline deadline,
            std::function<void(Answers)> then, std::size_t most = mostQuestions);

} // namespace mpm::checkMailAuth

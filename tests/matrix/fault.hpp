// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_dns.hpp"
#include "support/hostile_steps.hpp"

#include <string>
#include <vector>

namespace mpm::test {

/// What can be said at a step, in the words of its protocol.
struct Answers {
    std::string good;         ///< what an honest server says
    std::string opening = {}; ///< what stands before lines that announce another one
    std::string line = {};    ///< a line that announces another one
    std::string transient;    ///< not now
    std::string permanent;    ///< no
    std::string leaving;      ///< not now, and the end
    std::string wrong;        ///< sound, but never an answer to this
};

/// Something that goes wrong: a row of the table of faults.
struct Fault {
    /// Whether a connection comes about.
    enum class Connection { Made, Refused, Unreachable, Unanswered };

    enum class Say {
        Nothing,
        Good,
        HalfOfGood,
        GoodByOctets, ///< one now and then
        GoodTwice,
        GoodAndALotMore,
        LineWithoutEnd,
        LinesWithoutEnd,
        Garbage, ///< NUL, control and 8-bit octets
        Transient,
        Permanent,
        Leaving,
        Wrong,
    };

    enum class Then { Silence, Close, Reset, GoOn };

    std::string name;
    Connection connection = Connection::Made;
    Say say = Say::Nothing;
    Then then = Then::Silence;
};

/// All of them.
const std::vector<Fault>& faults();

/// What a server of a stream does at the step.
Script scriptOf(const Fault& fault, const Answers& answers);

/// What a name server sends for a question, whose honest answer is `good`, a message without length.
std::vector<FakeDnsPacket> packetsOf(const Fault& fault, const FakeDnsQuery& query, const std::string& good);

} // namespace mpm::test

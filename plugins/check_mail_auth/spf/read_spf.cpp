// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/read_spf.hpp"

#include "check_mail_auth/spf/evaluate.hpp"
#include "check_mail_auth/spf/passing.hpp"
#include "check_mail_auth/spf/tree.hpp"

namespace mpm::checkMailAuth {

void readSpf(const Target& target, Reading& reading)
{
    reading.look(target.domain, RecordType::Spf);
    SpfRecords records(reading);
    walkSpf(target.domain, records);
    whoPasses(target.domain, records);
    for (const auto& address : target.senders) {
        checkHost({address, target.mailFrom, target.helo}, records);
    }
}

} // namespace mpm::checkMailAuth

// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/read_spf.hpp"

#include "check_mail_auth/spf/evaluate.hpp"
#include "check_mail_auth/spf/passing.hpp"
#include "check_mail_auth/spf/tree.hpp"

namespace mpm::checkMailAuth {

void readSpf(const Target& target, Reading& reading)
{
    reading.look(target.domain, RecordType::Spf);
    walkSpf(target.domain, reading);
    whoPasses(target.domain, reading);
    for (const auto& address : target.senders) {
        checkHost({address, target.mailFrom, target.helo}, reading);
    }
}

} // namespace mpm::checkMailAuth

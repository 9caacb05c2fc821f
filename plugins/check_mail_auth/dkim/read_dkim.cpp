// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/read_dkim.hpp"

#include "check_mail_auth/dkim/selector.hpp"

namespace mpm::checkMailAuth {

void readDkim(const Target& target, Reading& reading)
{
    for (const auto& selector : target.selectors) {
        readSelector(selector, target.domain, reading);
    }
}

} // namespace mpm::checkMailAuth

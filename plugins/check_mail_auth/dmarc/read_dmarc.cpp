// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/read_dmarc.hpp"

#include "check_mail_auth/dmarc/judge_reports.hpp"
#include "check_mail_auth/dmarc/misplaced.hpp"

namespace mpm::checkMailAuth {

void readDmarc(const Target& target, Reading& reading)
{
    const auto walk = walkDmarc(target.domain, reading);
    const auto* own = walk.own().answer;
    if (own == nullptr || !own->isConclusive()) {
        return;
    }
    if (walk.own().records.empty()) {
        lookElsewhere(target.domain, reading);
    }
    if (walk.found() != nullptr) {
        readReports(policyInForce(walk, true), walk, reading);
    }
}

} // namespace mpm::checkMailAuth

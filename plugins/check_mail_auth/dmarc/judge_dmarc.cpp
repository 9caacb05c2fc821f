// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/judge_dmarc.hpp"

namespace mpm::checkMailAuth {

Part judgeDmarc(const Answers&, const Target&, const Policy&)
{
    return {};
}

} // namespace mpm::checkMailAuth

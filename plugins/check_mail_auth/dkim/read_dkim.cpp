// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/read_dkim.hpp"

namespace mpm::checkMailAuth {

void readDkim(const Target&, Reading&) {}

} // namespace mpm::checkMailAuth

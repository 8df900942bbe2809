// SPDX-License-Identifier: MIT
// LISTEN and NOTIFY with typed payloads.
#pragma once

#include <orm/session/channel.hpp>

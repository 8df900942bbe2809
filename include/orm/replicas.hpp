// SPDX-License-Identifier: MIT
// Reads from replicas, writes and transactions on the primary: with_replicas().
#pragma once

#include <orm/session/replicas.hpp>

"""The channel API: how often a token may ask, and how its use is written down."""

from .environment import env

# Calls a minute and token; 0 is no limit.
API_RATE_PER_MINUTE = env.int("API_RATE_PER_MINUTE", default=600)
# Bytes of answers that a web process keeps, so as not to join and compress them again; 0 keeps none.
API_KEPT_BYTES = env.int("API_KEPT_BYTES", default=16 * 1024 * 1024)
# Seconds for which uses of tokens are counted in memory before they are written.
ACCESS_LOG_SECONDS = 5

"""Requests for fixes: growers and counties ask, those who decide on stories answer."""

-- Version 3: the attempts of an objective stand by their time, whichever machine they came from.

DROP INDEX attempts_by_objective;

CREATE INDEX attempts_by_objective ON attempts (objective, at_ms);

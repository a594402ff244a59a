-- The rules of the ledger in PostgreSQL. Statuses are the numbers of SettlementStatus, kinds and flags those of TransferKind and TransferFlags.
CREATE TABLE account (id int PRIMARY KEY, kind int NOT NULL, balance bigint NOT NULL, held_out bigint NOT NULL, held_in bigint NOT NULL,
  day int NOT NULL, day_paid bigint NOT NULL, year int NOT NULL, year_paid bigint NOT NULL,
  balance_max bigint NOT NULL, payment_max bigint NOT NULL, day_max bigint NOT NULL, year_max bigint NOT NULL) WITH (fillfactor = 50);
CREATE TABLE transfer (session bigint, counter bigint, sequence bigint, time bigint, debit int, credit int, amount bigint, kind int, flags int,
  term bigint, status int, debit_balance bigint, credit_balance bigint, PRIMARY KEY (session, counter));
CREATE TABLE hold (sequence bigint PRIMARY KEY, debit int, credit int, amount bigint, kind int, due bigint, day int, year int) WITH (fillfactor = 50);
CREATE INDEX hold_due ON hold (due);
CREATE TABLE posting_rule (kind int, debit_kind int, credit_kind int, PRIMARY KEY (kind, debit_kind, credit_kind));

CREATE FUNCTION expire(seconds bigint, today int, this_year int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE h record;
BEGIN
  FOR h IN SELECT * FROM hold WHERE due <= seconds ORDER BY due, sequence LIMIT 1024 LOOP
    UPDATE account SET held_out = held_out - h.amount,
      day_paid = day_paid - CASE WHEN h.kind IN (7, 8) AND day = h.day THEN h.amount ELSE 0 END,
      year_paid = year_paid - CASE WHEN h.kind IN (7, 8) AND year = h.year THEN h.amount ELSE 0 END WHERE id = h.debit;
    UPDATE account SET held_in = held_in - h.amount WHERE id = h.credit;
    DELETE FROM hold WHERE sequence = h.sequence;
  END LOOP;
END $$;

-- One after another.
CREATE FUNCTION settle_each(sessions bigint[], counters bigint[], debits int[], credits int[], amounts bigint[], kinds int[], flagss int[], terms bigint[],
  seconds bigint, today int, this_year int, start bigint)
RETURNS TABLE (r_sequence bigint, r_status int, r_debit_balance bigint, r_credit_balance bigint) LANGUAGE plpgsql AS $$
DECLARE
  p transfer%ROWTYPE; d account%ROWTYPE; c account%ROWTYPE; h hold%ROWTYPE;
  sequence bigint := start; decided int; is_payment boolean; posted bigint; unpaid bigint;
BEGIN
  PERFORM expire(seconds, today, this_year);
  FOR i IN 1 .. array_length(sessions, 1) LOOP
    SELECT * INTO p FROM transfer t WHERE t.session = sessions[i] AND t.counter = counters[i];
    IF FOUND THEN
      IF p.debit = debits[i] AND p.credit = credits[i] AND p.amount = amounts[i] AND p.kind = kinds[i] AND p.flags = flagss[i] AND p.term = terms[i] THEN
        r_sequence := p.sequence; r_status := p.status; r_debit_balance := p.debit_balance; r_credit_balance := p.credit_balance;
      ELSE
        r_sequence := 0; r_status := 5; r_debit_balance := 0; r_credit_balance := 0;
      END IF;
      RETURN NEXT;
      CONTINUE;
    END IF;
    sequence := sequence + 1;
    SELECT * INTO d FROM account a WHERE a.id = debits[i];
    SELECT * INTO c FROM account a WHERE a.id = credits[i];
    h := NULL;
    IF flagss[i] & 12 <> 0 THEN SELECT * INTO h FROM hold x WHERE x.sequence = terms[i]; END IF;
    IF d.day <> today THEN d.day := today; d.day_paid := 0; END IF;
    IF d.year <> this_year THEN d.year := this_year; d.year_paid := 0; END IF;
    is_payment := kinds[i] IN (7, 8);
    decided := CASE
      WHEN amounts[i] = 0 THEN 10
      WHEN debits[i] = credits[i] THEN 12
      WHEN d.id IS NULL THEN 18
      WHEN c.id IS NULL THEN 19
      WHEN NOT EXISTS (SELECT 1 FROM posting_rule r WHERE r.kind = kinds[i] AND r.debit_kind = d.kind AND r.credit_kind = c.kind) THEN 20
      WHEN flagss[i] & 12 <> 0 THEN CASE
        WHEN h.due IS NULL OR h.due <= seconds THEN 22
        WHEN h.debit <> debits[i] OR h.credit <> credits[i] OR h.kind <> kinds[i] OR (flagss[i] & 8 <> 0 AND amounts[i] <> h.amount) THEN 23
        WHEN amounts[i] > h.amount THEN 24
        ELSE 1 END
      WHEN is_payment AND amounts[i] > d.payment_max THEN 35
      WHEN is_payment AND amounts[i] > d.day_max - d.day_paid THEN 36
      WHEN is_payment AND amounts[i] > d.year_max - d.year_paid THEN 37
      WHEN d.balance - d.held_out - amounts[i] < CASE WHEN d.kind = 1 THEN -4000000000000000000 ELSE 0 END THEN 38
      WHEN c.balance + c.held_in > c.balance_max - amounts[i] THEN 39
      ELSE 1 END;
    IF decided = 1 THEN
      IF flagss[i] & 12 <> 0 THEN
        posted := CASE WHEN flagss[i] & 8 <> 0 THEN 0 ELSE amounts[i] END;
        unpaid := CASE WHEN is_payment THEN h.amount - posted ELSE 0 END;
        d.held_out := d.held_out - h.amount;
        c.held_in := c.held_in - h.amount;
        IF h.day = today THEN d.day_paid := d.day_paid - unpaid; END IF;
        IF h.year = this_year THEN d.year_paid := d.year_paid - unpaid; END IF;
        d.balance := d.balance - posted;
        c.balance := c.balance + posted;
        DELETE FROM hold x WHERE x.sequence = terms[i];
      ELSE
        IF is_payment THEN d.day_paid := d.day_paid + amounts[i]; d.year_paid := d.year_paid + amounts[i]; END IF;
        IF flagss[i] & 2 <> 0 THEN
          d.held_out := d.held_out + amounts[i];
          c.held_in := c.held_in + amounts[i];
          INSERT INTO hold VALUES (sequence, debits[i], credits[i], amounts[i], kinds[i], seconds + terms[i], today, this_year);
        ELSE
          d.balance := d.balance - amounts[i];
          c.balance := c.balance + amounts[i];
        END IF;
      END IF;
      UPDATE account a SET balance = d.balance, held_out = d.held_out, day = d.day, day_paid = d.day_paid, year = d.year, year_paid = d.year_paid WHERE a.id = d.id;
      UPDATE account a SET balance = c.balance, held_in = c.held_in WHERE a.id = c.id;
    END IF;
    r_sequence := sequence; r_status := decided; r_debit_balance := 0; r_credit_balance := 0;
    IF decided = 1 THEN r_debit_balance := greatest(0, d.balance); r_credit_balance := greatest(0, c.balance); END IF;
    INSERT INTO transfer VALUES (sessions[i], counters[i], sequence, seconds, debits[i], credits[i], amounts[i], kinds[i], flagss[i], terms[i], decided, r_debit_balance, r_credit_balance);
    RETURN NEXT;
  END LOOP;
END $$;

CREATE TEMPORARY TABLE batch (ord bigint, session bigint, counter bigint, debit int, credit int, amount bigint, kind int, flags int, term bigint, is_repeat boolean,
  status int, is_clear boolean, available bigint, moved bigint, held bigint, day_counted bigint, year_counted bigint, debit_start bigint, credit_start bigint, sequence bigint) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE total (account int, paid bigint, received bigint, held_out bigint, held_in bigint, day_counted bigint, year_counted bigint,
  released bigint, brought bigint, day_needed bigint, year_needed bigint) ON COMMIT DELETE ROWS;

-- All at once, and exact. Every transfer is decided against the state before the batch. That is what one after another would have given if the order
-- cannot matter: each payer could pay all its transfers without what it receives, each receiver's cap and each limit has room for all of them, and what
-- was refused would have been refused at any time. Where that is not certain, the batch is settled one after another.
CREATE FUNCTION settle_set(sessions bigint[], counters bigint[], debits int[], credits int[], amounts bigint[], kinds int[], flagss int[], terms bigint[],
  seconds bigint, today int, this_year int, start bigint)
RETURNS TABLE (r_sequence bigint, r_status int, r_debit_balance bigint, r_credit_balance bigint) LANGUAGE plpgsql AS $$
DECLARE all_money bigint;
BEGIN
  PERFORM expire(seconds, today, this_year);
  INSERT INTO batch
  WITH asked AS MATERIALIZED (
    SELECT t.ord, t.session, t.counter, t.debit, t.credit, t.amount, t.kind, t.flags, t.term,
      row_number() OVER (PARTITION BY t.session, t.counter ORDER BY t.ord) > 1 OR p.session IS NOT NULL AS is_repeat,
      t.kind IN (7, 8) AS is_payment,
      r.kind IS NOT NULL AS is_ruled,
      d.kind AS debit_kind, d.balance AS d_balance, d.held_out AS d_out, d.payment_max, d.day_max, d.year_max,
      CASE WHEN d.day = today THEN d.day_paid ELSE 0 END AS d_day, CASE WHEN d.year = this_year THEN d.year_paid ELSE 0 END AS d_year,
      c.kind AS credit_kind, c.balance AS c_balance, c.held_in AS c_in, c.balance_max,
      h.due AS h_due, h.debit AS h_debit, h.credit AS h_credit, h.kind AS h_kind, h.amount AS h_amount, h.day AS h_day, h.year AS h_year
    FROM unnest(sessions, counters, debits, credits, amounts, kinds, flagss, terms) WITH ORDINALITY AS t (session, counter, debit, credit, amount, kind, flags, term, ord)
    LEFT JOIN transfer p ON p.session = t.session AND p.counter = t.counter
    LEFT JOIN account d ON d.id = t.debit
    LEFT JOIN account c ON c.id = t.credit
    LEFT JOIN posting_rule r ON r.kind = t.kind AND r.debit_kind = d.kind AND r.credit_kind = c.kind
    LEFT JOIN hold h ON t.flags & 12 <> 0 AND h.sequence = t.term
  ), decided AS MATERIALIZED (
    SELECT *, CASE
      WHEN is_repeat THEN 0
      WHEN amount = 0 THEN 10
      WHEN debit = credit THEN 12
      WHEN debit_kind IS NULL THEN 18
      WHEN credit_kind IS NULL THEN 19
      WHEN NOT is_ruled THEN 20
      WHEN flags & 12 <> 0 THEN CASE
        WHEN h_due IS NULL OR h_due <= seconds THEN 22
        WHEN h_debit <> debit OR h_credit <> credit OR h_kind <> kind OR (flags & 8 <> 0 AND amount <> h_amount) THEN 23
        WHEN amount > h_amount THEN 24
        ELSE 1 END
      WHEN is_payment AND amount > payment_max THEN 35
      WHEN is_payment AND amount > day_max - d_day THEN 36
      WHEN is_payment AND amount > year_max - d_year THEN 37
      WHEN d_balance - d_out - amount < CASE WHEN debit_kind = 1 THEN -4000000000000000000 ELSE 0 END THEN 38
      WHEN c_balance + c_in > balance_max - amount THEN 39
      ELSE 1 END AS status
    FROM asked
  )
  SELECT ord, session, counter, debit, credit, amount, kind, flags, term, is_repeat, status,
    CASE status
      WHEN 36 THEN amount > day_max
      WHEN 37 THEN amount > year_max AND day_max = 9223372036854775807
      WHEN 38 THEN NOT is_payment OR (day_max = 9223372036854775807 AND year_max = 9223372036854775807)
      WHEN 39 THEN false
      ELSE flags & 12 = 0 OR term <= start END,
    d_balance - d_out,
    CASE WHEN status <> 1 OR flags & 10 <> 0 THEN 0 ELSE amount END,
    CASE WHEN status <> 1 THEN 0 WHEN flags & 2 <> 0 THEN amount WHEN flags & 12 <> 0 THEN -h_amount ELSE 0 END,
    CASE WHEN status <> 1 OR NOT is_payment THEN 0 WHEN flags & 12 = 0 THEN amount WHEN h_day = today THEN CASE WHEN flags & 8 <> 0 THEN 0 ELSE amount END - h_amount ELSE 0 END,
    CASE WHEN status <> 1 OR NOT is_payment THEN 0 WHEN flags & 12 = 0 THEN amount WHEN h_year = this_year THEN CASE WHEN flags & 8 <> 0 THEN 0 ELSE amount END - h_amount ELSE 0 END,
    d_balance, c_balance,
    CASE WHEN is_repeat THEN 0 ELSE start + count(*) FILTER (WHERE NOT is_repeat) OVER (ORDER BY ord ROWS UNBOUNDED PRECEDING) END
  FROM decided;

  -- What posts and voids free counts for nothing here: the last four are what transfers may need at most, in any order.
  INSERT INTO total
  SELECT account, sum(paid), sum(received), sum(held_out), sum(held_in), sum(day_counted), sum(year_counted),
    sum(CASE WHEN held_out < 0 THEN 0 ELSE paid + held_out END), sum(CASE WHEN held_in < 0 THEN 0 ELSE received + held_in END),
    sum(greatest(day_counted, 0)), sum(greatest(year_counted, 0))
  FROM (SELECT debit AS account, moved AS paid, 0 AS received, held AS held_out, 0 AS held_in, day_counted, year_counted FROM batch WHERE status = 1
    UNION ALL SELECT credit, 0, moved, 0, held, 0, 0 FROM batch WHERE status = 1) legs
  GROUP BY account;
  SELECT coalesce(sum(amount), 0) INTO all_money FROM batch WHERE status = 1;
  IF EXISTS (SELECT 1 FROM batch WHERE NOT is_clear OR (status = 38 AND amount <= available + all_money))
    OR EXISTS (SELECT 1 FROM total t JOIN account a ON a.id = t.account
      WHERE (a.kind <> 1 AND t.released > a.balance - a.held_out) OR t.brought > a.balance_max - a.balance - a.held_in
        OR t.day_needed > a.day_max - CASE WHEN a.day = today THEN a.day_paid ELSE 0 END
        OR t.year_needed > a.year_max - CASE WHEN a.year = this_year THEN a.year_paid ELSE 0 END)
    OR EXISTS (SELECT 1 FROM batch WHERE status = 1 AND flags & 12 <> 0 GROUP BY term HAVING count(*) > 1) THEN
    RETURN QUERY SELECT * FROM settle_each(sessions, counters, debits, credits, amounts, kinds, flagss, terms, seconds, today, this_year, start);
    RETURN;
  END IF;

  INSERT INTO transfer
  WITH after AS (
    SELECT ord, side, start_balance + (sum(delta) OVER (PARTITION BY account ORDER BY ord ROWS UNBOUNDED PRECEDING))::bigint AS balance
    FROM (SELECT ord, 0 AS side, debit AS account, debit_start AS start_balance, -moved AS delta FROM batch WHERE status = 1
      UNION ALL SELECT ord, 1, credit, credit_start, moved FROM batch WHERE status = 1) legs
  ), both_after AS (
    SELECT ord, max(balance) FILTER (WHERE side = 0) AS debit_after, max(balance) FILTER (WHERE side = 1) AS credit_after FROM after GROUP BY ord
  )
  SELECT b.session, b.counter, b.sequence, seconds, b.debit, b.credit, b.amount, b.kind, b.flags, b.term, b.status,
    greatest(0, coalesce(x.debit_after, 0)), greatest(0, coalesce(x.credit_after, 0))
  FROM batch b LEFT JOIN both_after x ON x.ord = b.ord WHERE NOT b.is_repeat;
  UPDATE account a SET balance = a.balance - t.paid + t.received, held_out = a.held_out + t.held_out, held_in = a.held_in + t.held_in,
    day = today, day_paid = CASE WHEN a.day = today THEN a.day_paid ELSE 0 END + t.day_counted,
    year = this_year, year_paid = CASE WHEN a.year = this_year THEN a.year_paid ELSE 0 END + t.year_counted
  FROM total t WHERE a.id = t.account;
  INSERT INTO hold SELECT sequence, debit, credit, amount, kind, seconds + term, today, this_year FROM batch WHERE status = 1 AND flags & 2 <> 0;
  DELETE FROM hold h USING batch b WHERE b.status = 1 AND b.flags & 12 <> 0 AND h.sequence = b.term;
  RETURN QUERY
    SELECT CASE WHEN same THEN p.sequence ELSE 0 END, CASE WHEN same THEN p.status ELSE 5 END,
      CASE WHEN same THEN p.debit_balance ELSE 0 END, CASE WHEN same THEN p.credit_balance ELSE 0 END
    FROM batch b JOIN transfer p ON p.session = b.session AND p.counter = b.counter
    CROSS JOIN LATERAL (SELECT NOT b.is_repeat
      OR (p.debit = b.debit AND p.credit = b.credit AND p.amount = b.amount AND p.kind = b.kind AND p.flags = b.flags AND p.term = b.term) AS same) x
    ORDER BY b.ord;
END $$;

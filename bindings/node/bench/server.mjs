// Answers every request with the same call, without looking at it. Prints its address.

import { createServer } from "node:net";

const ACCOUNT = "AC00000000000000000000000000000001";
const SID = "CA00000000000000000000000000000001";
const CALL = JSON.stringify({
  sid: SID,
  account_sid: ACCOUNT,
  to: "+491234567890",
  to_formatted: "+49 123 4567890",
  from: "+491098765432",
  from_formatted: "+49 109 8765432",
  phone_number_sid: "PN00000000000000000000000000000001",
  parent_call_sid: null,
  status: "queued",
  direction: "outbound-api",
  date_created: "Fri, 21 Sep 2018 10:00:00 +0000",
  date_updated: "Fri, 21 Sep 2018 10:00:00 +0000",
  start_time: null,
  end_time: null,
  duration: null,
  price: null,
  price_unit: "USD",
  answered_by: null,
  api_version: "2010-04-01",
  forwarded_from: null,
  caller_name: null,
  group_sid: null,
  queue_time: "0",
  trunk_sid: null,
  annotation: null,
  uri: `/api/laml/2010-04-01/Accounts/${ACCOUNT}/Calls/${SID}.json`,
  subresource_uris: { recordings: `/api/laml/2010-04-01/Accounts/${ACCOUNT}/Calls/${SID}/Recordings` },
});
const ANSWER = Buffer.from(
  `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: ${CALL.length}\r\n\r\n${CALL}`,
);
const END = "\r\n\r\n";

const server = createServer({ noDelay: true }, (socket) => {
  let rest = "";
  socket.on("error", () => undefined);
  socket.on("data", (data) => {
    rest += data.toString("latin1");
    for (let head = rest.indexOf(END); head >= 0; head = rest.indexOf(END)) {
      const length = Number(/content-length: *(\d+)/i.exec(rest.slice(0, head))?.[1] ?? 0);
      const end = head + END.length + length;
      if (rest.length < end) {
        return;
      }
      rest = rest.slice(end);
      socket.write(ANSWER);
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));

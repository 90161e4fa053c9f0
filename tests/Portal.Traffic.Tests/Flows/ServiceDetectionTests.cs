using Portal.Traffic.Flows;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Flows;

public sealed class ServiceDetectionTests
{
    private const TcpFlags Ack = TcpFlags.Ack;

    [Fact]
    public void Tells_the_analyzer_all_that_came_before_it_was_found()
    {
        var hello = new FakeProtocol("hello", "HELLO");
        var conn = new Wire(new FakeProtocol("other", "OTHER"), hello)
            .Handshake()
            .FromB(Ack, 301, 101, "banner")
            .FromA(Ack, 101, 307, "HEL")
            .FromA(Ack, 104, 307, "LO you")
            .FromA(TcpFlags.Fin | Ack, 110, 307)
            .Single();

        Assert.Equal("hello", conn.Service);
        Assert.Equal(
            ["Responder 4 banner", "Originator 5 HEL", "Originator 6 LO you", "Originator end", "done"],
            hello.Heard
        );
    }

    [Fact]
    public void Announces_a_gap()
    {
        var hello = new FakeProtocol("hello", "HELLO");
        new Wire(hello)
            .Handshake()
            .FromA(Ack, 101, 301, "HELLO")
            .FromA(Ack, 116, 301, "rest")
            .FromB(Ack, 301, 120)
            .Finish();

        Assert.Equal(["Originator 4 HELLO", "Originator gap 10", "Originator 5 rest", "done"], hello.Heard);
    }

    [Fact]
    public void Gives_a_rejected_flow_to_another_protocol_from_its_beginning()
    {
        var first = new FakeProtocol("first", "HE") { OnData = (flow, _, _) => flow.Reject("not mine") };
        var second = new FakeProtocol("second", "HELLO");
        new Wire(first, second).Handshake().FromA(Ack, 101, 301, "HELLO").FromA(Ack, 106, 301, "more").Finish();

        Assert.Equal(["Originator 4 HELLO", "done"], first.Heard);
        Assert.Equal(["Originator 4 HELLO", "Originator 5 more", "done"], second.Heard);
    }

    [Fact]
    public void Hands_the_rest_of_a_flow_over_to_another_protocol()
    {
        var outer = new FakeProtocol("outer", "START")
        {
            OnData = (flow, side, _) => flow.HandOver(side, "INNER one"u8),
        };
        var inner = new FakeProtocol("inner", "INNER");
        var conn = new Wire(outer, inner)
            .Handshake()
            .FromA(Ack, 101, 301, "START INNER one")
            .FromA(Ack, 116, 301, "two")
            .Single();

        Assert.Equal("outer,inner", conn.Service);
        Assert.Equal(["Originator 4 INNER one", "Originator 5 two", "done"], inner.Heard);
        Assert.Equal(["Originator 4 START INNER one", "done"], outer.Heard);
    }

    [Fact]
    public void An_error_of_an_analyzer_ends_it_for_this_flow_and_becomes_a_weird()
    {
        var broken = new FakeProtocol("broken", "HELLO")
        {
            OnData = (_, _, _) => throw new InvalidOperationException(),
        };
        var wire = new Wire(broken).Handshake().FromA(Ack, 101, 301, "HELLO").FromA(Ack, 106, 301, "more");
        var conn = wire.Single();

        var weird = Assert.Single(wire.Records.Of(WeirdRecord.Table));
        Assert.Equal(("analyzer_failed", "broken: InvalidOperationException"), (weird.Name, weird.Additional));
        Assert.Equal(conn.Uid, weird.Uid);
        Assert.Equal(1, wire.Counters.AnalyzerFailures);
        Assert.Equal(["Originator 4 HELLO"], broken.Heard);
    }

    [Fact]
    public void Datagrams_are_claimed_one_by_one()
    {
        var hello = new FakeProtocol("hello", "HELLO", Transports.Udp);
        var conn = new Wire(hello)
            .Udp(Wire.A, 5000, Wire.B, 9999, "HEL")
            .Udp(Wire.A, 5000, Wire.B, 9999, "HELLO")
            .Single();

        Assert.Equal("hello", conn.Service);
        Assert.Equal(["Originator 1 HEL", "Originator 2 HELLO", "done"], hello.Heard);
    }

    [Fact]
    public void Gives_up_when_nobody_claims_the_first_bytes()
    {
        var patient = new FakeProtocol("patient", new string('x', 5000));
        var options = new TrafficAnalyzerOptions { Protocols = [patient], MaxDetectionBytes = 1000 };
        var wire = new Wire(options).Handshake();
        for (var i = 0; i < 30; i++)
        {
            wire.FromA(Ack, (uint)(101 + (i * 200)), 301, new string('x', 200));
        }

        Assert.Null(wire.Single().Service);
        Assert.Empty(patient.Heard);
    }

    [Fact]
    public void Asks_the_protocol_of_the_port_first()
    {
        var anything = new FakeProtocol("anything", "HE");
        var http = new FakeProtocol("http", "HELLO");

        Assert.Equal("http", new Wire(anything, http).Handshake(80).FromA(Ack, 101, 301, "HELLO").Single().Service);
        Assert.Equal(
            "anything",
            new Wire(anything, http).Handshake(4444).FromA(Ack, 101, 301, "HELLO", 4444).Single().Service
        );
    }

    [Fact]
    public void A_protocol_may_turn_the_roles()
    {
        var answer = new FakeProtocol("answer", "RE", Transports.Udp) { OnData = (flow, _, _) => flow.FlipRoles() };
        var conn = new Wire(answer).Udp(Wire.A, 5000, Wire.B, 9999, "RE: you").Single();

        Assert.Equal((9999, "D^"), (conn.Id!.OriginatorPort, conn.History));
    }
}

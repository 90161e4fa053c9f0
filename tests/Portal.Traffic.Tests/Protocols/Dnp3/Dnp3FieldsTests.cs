using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Dnp3;

public sealed class Dnp3FieldsTests
{
    [Fact]
    public Task Fields_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            Dnp3Conversation.Capture,
            Names.Of(
                """
                dnp3.al.2bit dnp3.al.aiq.b0 dnp3.al.aiq.b1 dnp3.al.aiq.b2 dnp3.al.aiq.b3 dnp3.al.aiq.b4
                dnp3.al.aiq.b5 dnp3.al.aiq.b6 dnp3.al.aiq.b7 dnp3.al.ana.int dnp3.al.anaout.int dnp3.al.aoq.b0
                dnp3.al.aoq.b1 dnp3.al.aoq.b2 dnp3.al.aoq.b3 dnp3.al.aoq.b4 dnp3.al.aoq.b5 dnp3.al.aoq.b6
                dnp3.al.aoq.b7 dnp3.al.biq.b0 dnp3.al.biq.b1 dnp3.al.biq.b2 dnp3.al.biq.b3 dnp3.al.biq.b4
                dnp3.al.biq.b5 dnp3.al.biq.b6 dnp3.al.biq.b7 dnp3.al.bit dnp3.al.boq.b0 dnp3.al.boq.b1
                dnp3.al.boq.b2 dnp3.al.boq.b3 dnp3.al.boq.b4 dnp3.al.boq.b5 dnp3.al.boq.b6 dnp3.al.boq.b7
                dnp3.al.cnt dnp3.al.con dnp3.al.count dnp3.al.ctl dnp3.al.ctrlstatus dnp3.al.ctrq.b0
                dnp3.al.ctrq.b1 dnp3.al.ctrq.b2 dnp3.al.ctrq.b3 dnp3.al.ctrq.b4 dnp3.al.ctrq.b5 dnp3.al.ctrq.b6
                dnp3.al.ctrq.b7 dnp3.al.file.auth dnp3.al.file.blocknum dnp3.al.file.data dnp3.al.file.handle
                dnp3.al.file.lastblock dnp3.al.file.maxblock dnp3.al.file.mode dnp3.al.file.reqID
                dnp3.al.file.size dnp3.al.file.status dnp3.al.file_name dnp3.al.file_string_length
                dnp3.al.file_string_offset dnp3.al.fin dnp3.al.fir dnp3.al.func dnp3.al.iin dnp3.al.iin.bmsg
                dnp3.al.iin.cc dnp3.al.iin.cls1d dnp3.al.iin.cls2d dnp3.al.iin.cls3d dnp3.al.iin.dol
                dnp3.al.iin.dt dnp3.al.iin.ebo dnp3.al.iin.fcni dnp3.al.iin.oae dnp3.al.iin.obju
                dnp3.al.iin.pioor dnp3.al.iin.rst dnp3.al.iin.tsr dnp3.al.index dnp3.al.obj dnp3.al.objq.prefix
                dnp3.al.objq.range dnp3.al.off_time dnp3.al.on_time dnp3.al.point_index dnp3.al.range.quantity
                dnp3.al.range.start dnp3.al.range.stop dnp3.al.reltimestamp dnp3.al.seq dnp3.al.size
                dnp3.al.time_delay dnp3.al.timestamp dnp3.al.uns dnp3.ctl dnp3.ctl.clr dnp3.ctl.dfc dnp3.ctl.dir
                dnp3.ctl.fcb dnp3.ctl.fcv dnp3.ctl.op dnp3.ctl.prifunc dnp3.ctl.prm dnp3.ctl.secfunc
                dnp3.ctl.trip dnp3.dst dnp3.hdr.CRC dnp3.len dnp3.src dnp3.start dnp3.tr.ctl dnp3.tr.fin
                dnp3.tr.fir dnp3.tr.seq
                """
            )
        );
}

using Portal.Traffic.Fields;
using Portal.Traffic.Inspection;

namespace Portal.Traffic.Filters;

/// <summary>What yields the values of a field, a slice of it or a function of it.</summary>
/// <param name="Kind">Of every value.</param>
internal sealed record Operand(FieldKind Kind, Func<DissectedFrame, IEnumerable<FieldValue>> Values)
{
    public static Operand Of(FieldDefinition field) =>
        new(field.Kind, frame => frame.Find(field).Select(node => node.Value));

    /// <summary>The same operand with each value turned into another; values that give null are left out.</summary>
    public Operand Map(FieldKind kind, Func<FieldValue, FieldValue?> change) =>
        new(
            kind,
            frame => Values(frame).Select(change).Where(value => value is not null).Select(value => value!.Value)
        );
}

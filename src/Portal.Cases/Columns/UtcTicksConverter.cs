using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Portal.Cases.Columns;

/// <summary>Stores a time as its UTC ticks, so that every database can compare and sort it.</summary>
public sealed class UtcTicksConverter()
    : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

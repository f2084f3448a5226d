package org.samdeblur.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.InvalidModelException;

class PrintableTest {
    @Test
    void ordinaryTextStaysAsItIs() {
        assertEquals("Straße 東京 café 👩\u200D🚀.png", Printable.line("Straße 東京 café 👩\u200D🚀.png"));
    }

    @Test
    void whatATerminalWouldObeyIsEscaped() {
        assertEquals("\\u001b[31mred\\u0007\\u009b2J\\u007f", Printable.line("\u001b[31mred\u0007\u009b2J\u007f"));
    }

    @Test
    void whatWouldReverseTextOrHideInItIsEscaped() {
        assertEquals("evil\\u202egnp.exe\\u2066\\u200b\\ufeff", Printable.line("evil\u202egnp.exe\u2066\u200b\ufeff"));
        assertEquals("tag\\udb40\\udc41", Printable.line("tag" + Character.toString(0xE0041)));
        assertEquals("half\\ud83d", Printable.line("half\ud83d"));
    }

    @Test
    void lineBreaksOfEveryKindBecomeSpaces() {
        assertEquals("a b c d e f", Printable.line(" a\r\n\r\nb \t c\u0085d\u2028e\u000bf\n"));
    }

    @Test
    void nothingStaysNothing() {
        assertNull(Printable.line(null));
    }

    @Test
    void messagesOfAllExceptionsArePrintable() {
        assertEquals(
                "node \\u001b]0;x is bad", new InvalidModelException("node \u001b]0;x\nis bad", null).getMessage());
    }

    @Property
    void noLineHoldsControlCharacters(@ForAll String text) {
        assertFalse(Printable.line(text).codePoints().anyMatch(Character::isISOControl));
    }
}
